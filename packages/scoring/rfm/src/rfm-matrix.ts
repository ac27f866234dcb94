import type { RfmModel } from './rfm-model.ts'
import type { RfmScore } from './rfm-score.ts'

/** What the contacts of a cell or of a segment weigh together. */
export interface RfmGroup {
  readonly contacts: number
  /** Part of all scored contacts, 0 to 1. */
  readonly share: number
  readonly orders: number
  readonly revenueMinor: number
  /** Part of all revenue; 0 when there is none. */
  readonly revenueShare: number
  readonly meanRecencyDays: number
}

/** One cell of the matrix of R against F. */
export interface RfmCell extends RfmGroup {
  readonly r: number
  readonly f: number
}

/** One segment with its weight. */
export interface RfmSegmentRow extends RfmGroup {
  readonly segment: string
  readonly label: string
}

/** The base in two views: R against F, and by segment. */
export interface RfmMatrix {
  /** Every cell, empty ones too, best R and F first. */
  readonly cells: readonly RfmCell[]
  /** Every segment of the table, in its order. */
  readonly segments: readonly RfmSegmentRow[]
  readonly contacts: number
  readonly orders: number
  readonly revenueMinor: number
}

/** Adds scores up one by one. */
export interface RfmMatrixBuilder {
  readonly add: (score: RfmScore) => void
  readonly finish: () => RfmMatrix
}

interface Sum {
  contacts: number
  orders: number
  revenueMinor: number
  recencyDays: number
}

/** Counts contacts, orders and revenue per cell and per segment. */
export function rfmMatrix(scores: Iterable<RfmScore>, model: RfmModel): RfmMatrix {
  const builder = buildRfmMatrix(model)
  for (const score of scores) builder.add(score)
  return builder.finish()
}

/** The same for scores that arrive as a stream. */
export function buildRfmMatrix(model: RfmModel): RfmMatrixBuilder {
  const { r: rLevels, f: fLevels } = model.levels
  const total = emptySum()
  const cells = Array.from({ length: rLevels * fLevels }, emptySum)
  const segments = new Map(model.segments.segments.map(({ id }) => [id, emptySum()]))
  return {
    add(score) {
      addTo(total, score)
      addTo(cells[(score.r - 1) * fLevels + score.f - 1] as Sum, score)
      const segment = segments.get(score.segment)
      if (segment !== undefined) addTo(segment, score)
    },
    finish: () => ({
      cells: cells
        .map((sum, index) => ({
          r: Math.floor(index / fLevels) + 1,
          f: (index % fLevels) + 1,
          ...groupOf(sum, total),
        }))
        .reverse(),
      segments: model.segments.segments.map(({ id, label }) => ({
        segment: id,
        label,
        ...groupOf(segments.get(id) as Sum, total),
      })),
      contacts: total.contacts,
      orders: total.orders,
      revenueMinor: total.revenueMinor,
    }),
  }
}

function emptySum(): Sum {
  return { contacts: 0, orders: 0, revenueMinor: 0, recencyDays: 0 }
}

function addTo(sum: Sum, score: RfmScore): void {
  sum.contacts++
  sum.orders += score.orders
  sum.revenueMinor += score.revenueMinor
  sum.recencyDays += score.recencyDays
}

function groupOf(sum: Sum, total: Sum): RfmGroup {
  return {
    contacts: sum.contacts,
    share: total.contacts === 0 ? 0 : sum.contacts / total.contacts,
    orders: sum.orders,
    revenueMinor: sum.revenueMinor,
    revenueShare: total.revenueMinor === 0 ? 0 : sum.revenueMinor / total.revenueMinor,
    meanRecencyDays: sum.contacts === 0 ? 0 : sum.recencyDays / sum.contacts,
  }
}
