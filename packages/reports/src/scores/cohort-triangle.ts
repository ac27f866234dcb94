import type { Chart } from '../charts/canvas.ts'
import { gridMap } from '../charts/grid-map.ts'
import type { Cohort } from '../model/cohort.ts'
import { type Pen, penOf, picture, type ScorePictureOptions } from './picture.ts'

/** What a cohort triangle shows: who orders again, what a customer has brought, or how much of its cost is paid. */
export type CohortMeasure = 'retention' | 'value' | 'payback'

/**
 * Draws a cohort triangle: a row per month of first order, a column per month after it. The divisor is always the
 * size at the start; a month that is not over is empty, never nought.
 *
 * @example
 * ```ts
 * const cohort = { month: '2026-01', size: 50, buyers: [50, 9, null], cumulativeRevenueMinor: [90_000, 99_000, null] }
 * const svg = renderCohortTriangle([cohort], { title: 'Who comes back', measure: 'retention' })
 * ```
 */
export function renderCohortTriangle(
  cohorts: readonly Cohort[],
  options: ScorePictureOptions & { readonly measure: CohortMeasure },
): string {
  const pen = penOf(options)
  const { format, words } = pen
  const length = Math.max(0, ...cohorts.map(({ buyers }) => buyers.length))
  const cells = cohorts.flatMap((cohort, index) =>
    Array.from({ length }, (_, month) => {
      const share = cohortCell(cohort, month, options.measure)
      const full = share === null ? '' : writeCohortCell(share, options.measure, pen)
      const text = share === null ? '' : options.measure === 'value' ? format.compactMoney(share) : full
      return {
        column: month,
        row: cohorts.length - 1 - index,
        value: share === null ? null : strengthOf(share, options.measure, cohorts),
        text,
        short: share === null ? '' : shortOf(share, options.measure, pen),
        title: `${format.month(cohort.month)} (${format.count(cohort.size)}), ${words.cohorts.after(month)} : ${full}`,
      }
    }),
  )
  const chart: Chart = gridMap({
    columns: Array.from({ length }, (_, month) => words.cohorts.after(month)),
    rows: cohorts.map(({ month }) => month).reverse(),
    columnAxis: words.cohorts[TITLES[options.measure]],
    rowAxis: words.cohorts.month,
    cells,
  })
  return picture(chart, options)
}

const TITLES = { retention: 'retention', value: 'perCustomer', payback: 'payback' } as const

/**
 * The figure of a cohort in a month: the share that ordered, minor units per customer, or the share of the
 * acquisition cost that is paid back; `null` where the month is not over or the cost is unknown.
 */
export function cohortCell(cohort: Cohort, month: number, measure: CohortMeasure): number | null {
  const { size, buyers, cumulativeRevenueMinor, cumulativeMarginMinor, acquisitionCostMinor } = cohort
  if (size === 0) return null
  if (measure === 'retention') return month === 0 ? null : per(buyers[month], size)
  if (measure === 'value') return per(cumulativeRevenueMinor[month], size)
  if (acquisitionCostMinor === undefined || acquisitionCostMinor <= 0) return null
  return per((cumulativeMarginMinor ?? cumulativeRevenueMinor)[month], acquisitionCostMinor)
}

/** The first month by whose end a cohort had brought back what it cost; `undefined` if it has not yet. */
export function paybackMonth(cohort: Cohort): number | undefined {
  const month = cohort.buyers.findIndex((_, index) => (cohortCell(cohort, index, 'payback') ?? 0) >= 1)
  return month < 0 ? undefined : month
}

/** A figure of {@link cohortCell} in the reader's language. */
export function writeCohortCell(figure: number, measure: CohortMeasure, { format }: Pen): string {
  return measure === 'value' ? format.money(figure) : format.percent(figure, 1)
}

/** A figure for a narrow cell: per cents without their sign, money in round units without its currency. */
function shortOf(figure: number, measure: CohortMeasure, { format }: Pen): string {
  return measure === 'value' ? format.compactMajor(figure) : format.count(figure * 100)
}

/** How dark a figure is: a third of the customers coming back is much, a cost paid back is full. */
export function strengthOf(figure: number, measure: CohortMeasure, cohorts: readonly Cohort[]): number {
  if (measure === 'retention') return Math.min(1, figure / 0.35)
  if (measure === 'payback') return Math.min(1, figure)
  const all = cohorts.flatMap((one) => one.cumulativeRevenueMinor.map((sum) => (sum ?? 0) / (one.size || 1)))
  return figure / Math.max(1, ...all)
}

function per(part: number | null | undefined, whole: number): number | null {
  return typeof part === 'number' ? part / whole : null
}
