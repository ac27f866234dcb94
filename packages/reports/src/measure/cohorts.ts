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
}): Section<readonly Cohort[]> {
  const { lastMonth, months } = options
  const first = lastMonth - months + 1
  const cohorts = new Map<number, { size: number; buyers: number[]; revenue: number[] }>()
  return {
    add: ({ orders }) => {
      const start = orders[0]?.month
      if (start === undefined || start < first) return
      const length = lastMonth - start + 1
      const cohort = cohorts.get(start) ?? {
        size: 0,
        buyers: new Array<number>(length).fill(0),
        revenue: new Array<number>(length).fill(0),
      }
      cohorts.set(start, cohort)
      cohort.size++
      for (const month of new Set(orders.map((order) => order.month))) cohort.buyers[month - start]!++
      for (const { month, netMinor } of orders) cohort.revenue[month - start]! += netMinor
    },
    finish: () =>
      [...cohorts]
        .sort((a, b) => a[0] - b[0])
        .map(([start, { size, buyers, revenue }]) => {
          const isOver = (index: number): boolean => start + index < lastMonth
          let sum = 0
          return {
            month: monthText(start),
            size,
            buyers: buyers.map((count, index) => (isOver(index) ? count : null)),
            cumulativeRevenueMinor: revenue.map((amount, index) => {
              sum += amount
              return isOver(index) ? sum : null
            }),
          }
        }),
  }
}
