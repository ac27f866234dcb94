import { monthText } from '../format/month.ts'
import type { Cohort } from '../model/cohort.ts'
import type { Section } from './seen.ts'

/**
 * Groups buyers by the month of their first valid order; the divisor stays the size at the start, and a month that is
 * not over, `lastMonth` and what follows, is `null`.
 */
export function measureCohorts(options: {
  readonly lastMonth: number
  readonly months: number
  /** Acquisition costs by month. */
  readonly costs: { readonly [month: string]: number }
}): Section<readonly Cohort[]> {
  const { lastMonth, months, costs } = options
  const first = lastMonth - months + 1
  const cohorts = new Map<number, { size: number; buyers: number[]; revenue: number[]; margin: number[] }>()
  return {
    add: ({ orders }) => {
      const start = orders[0]?.month
      if (start === undefined || start < first) return
      const length = lastMonth - start + 1
      const cohort = cohorts.get(start) ?? {
        size: 0,
        buyers: new Array<number>(length).fill(0),
        revenue: new Array<number>(length).fill(0),
        margin: new Array<number>(length).fill(0),
      }
      cohorts.set(start, cohort)
      cohort.size++
      for (const month of new Set(orders.map((order) => order.month))) cohort.buyers[month - start]!++
      for (const { month, netMinor, costMinor } of orders) {
        cohort.revenue[month - start]! += netMinor
        cohort.margin[month - start]! += netMinor - (costMinor ?? Number.NaN)
      }
    },
    finish: () =>
      [...cohorts]
        .sort((a, b) => a[0] - b[0])
        .map(([start, { size, buyers, revenue, margin }]) => {
          const isOver = (index: number): boolean => start + index < lastMonth
          const soFar = (amounts: readonly number[]): readonly (number | null)[] => {
            let sum = 0
            return amounts.map((amount, index) => {
              sum += amount
              return isOver(index) ? sum : null
            })
          }
          const month = monthText(start)
          return {
            month,
            size,
            buyers: buyers.map((count, index) => (isOver(index) ? count : null)),
            cumulativeRevenueMinor: soFar(revenue),
            // One order of unknown cost, and the margin of the whole cohort is unknown.
            ...(margin.some(Number.isNaN) ? {} : { cumulativeMarginMinor: soFar(margin) }),
            ...(Object.hasOwn(costs, month) ? { acquisitionCostMinor: costs[month] } : {}),
          }
        }),
  }
}
