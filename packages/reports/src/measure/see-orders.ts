import type { ContactBundle } from '@clientele/core'
import { dayNumberIn, netAmount, readOrders } from '@clientele/core/orders'
import type { OtherCurrency } from '../model/revenue.ts'
import type { MeasureOptions } from './options.ts'
import type { SeenOrder } from './seen.ts'

const DAY = 86_400_000

/** Reads the valid orders of contacts, and counts those that are in another currency. */
export interface OrderEye {
  readonly tables: readonly string[]
  readonly events: readonly string[]
  readonly see: (bundle: ContactBundle) => readonly SeenOrder[]
  readonly otherCurrencies: () => readonly OtherCurrency[]
}

/** Prepares the reading of orders for a report. */
export function orderEye(options: Pick<MeasureOptions, 'orders' | 'at' | 'currency' | 'timeZone'>): OrderEye {
  const source = options.orders ?? {}
  const reader = readOrders(source)
  const table = 'events' in source ? undefined : (source.table ?? 'orders')
  const monthOf = monthIn(options.timeZone ?? 'UTC')
  const others = new Map<string, number>()
  return {
    tables: reader.parts.tables ?? [],
    events: reader.parts.events ?? [],
    see: (bundle) => {
      const keys =
        table === undefined ? [] : bundle.rows.filter((row) => row.table === table).map(({ key }) => key)
      const seen = reader.ordersOf(bundle).flatMap((order, index): readonly SeenOrder[] => {
        const net = netAmount(order)
        if (typeof net !== 'number' || order.at > options.at) return []
        if (order.currency !== undefined && order.currency !== options.currency) {
          others.set(order.currency, (others.get(order.currency) ?? 0) + 1)
          return []
        }
        const channel = order.channel ?? 'unknown'
        const { at, costMinor, category, entity: store } = order
        const month = monthOf(at)
        return [{ at, month, netMinor: net, costMinor, channel, store, category, key: keys[index] }]
      })
      return [...seen].sort((a, b) => a.at - b.at)
    },
    otherCurrencies: () =>
      [...others].map(([currency, orders]) => ({ currency, orders })).sort((a, b) => b.orders - a.orders),
  }
}

/** The month of an instant in a zone, as months since year 0. */
export function monthIn(timeZone: string): (at: number) => number {
  const dayOf = dayNumberIn(timeZone)
  return (at) => {
    const day = new Date(dayOf(at) * DAY)
    return day.getUTCFullYear() * 12 + day.getUTCMonth()
  }
}

/** The day of an instant in a zone, `yyyy-mm-dd`. */
export function dayIn(timeZone: string): (at: number) => string {
  const dayOf = dayNumberIn(timeZone)
  return (at) => new Date(dayOf(at) * DAY).toISOString().slice(0, 10)
}
