import { monthText } from '../format/month.ts'
import type { RevenueMonth } from '../model/revenue.ts'
import type { Section } from './seen.ts'

/** Adds up valid orders by month and channel, for the last months. */
export function measureRevenue(options: {
  readonly lastMonth: number
  readonly months: number
}): Section<readonly RevenueMonth[]> {
  const { lastMonth, months } = options
  const first = lastMonth - months + 1
  const sums = Array.from(
    { length: months },
    () => new Map<string, { revenueMinor: number; orders: number }>(),
  )
  return {
    add: ({ orders }) => {
      for (const { month, channel, netMinor } of orders) {
        const channels = sums[month - first]
        if (channels === undefined) continue
        const sum = channels.get(channel) ?? { revenueMinor: 0, orders: 0 }
        channels.set(channel, { revenueMinor: sum.revenueMinor + netMinor, orders: sum.orders + 1 })
      }
    },
    finish: () =>
      sums.map((channels, index) => ({
        month: monthText(first + index),
        channels: [...channels]
          .map(([channel, sum]) => ({ channel, ...sum }))
          .sort((a, b) => (a.channel < b.channel ? -1 : 1)),
      })),
  }
}
