import type { BundleParts, ContactBundle } from '../ports/base-reader.ts'
import { numberOf, textOf } from './json-fields.ts'
import type { Order } from './order.ts'
import type { OrderSource, OrderTable } from './order-source.ts'
import { ORDER_EVENTS, ordersOfEvents } from './orders-of-events.ts'

/** What to read of each contact, and how to make orders of it. */
export interface OrderReader {
  readonly parts: BundleParts
  readonly ordersOf: (bundle: ContactBundle) => readonly Order[]
}

/**
 * Turns a source of orders into a reader: the one way in which scores and reports come by orders.
 *
 * @example
 * ```ts
 * import { readOrders } from '@clientele/core/orders'
 *
 * const fromTable = readOrders({ table: 'sales', total: 'amount_cents' })
 * const fromEvents = readOrders({ events: true })
 * console.log(fromTable.parts.tables, fromEvents.parts.events?.length) // [ 'sales' ] 3
 * ```
 */
export function readOrders(source: OrderSource = {}): OrderReader {
  return 'events' in source
    ? { parts: { events: ORDER_EVENTS }, ordersOf: (bundle) => ordersOfEvents(bundle.events) }
    : readTable(source)
}

function readTable(source: OrderTable): OrderReader {
  const table = source.table ?? 'orders'
  const total = source.total ?? 'total'
  const refunded = source.refunded ?? 'refunded'
  const cost = source.cost ?? 'cost'
  const discount = source.discount ?? 'discount'
  const status = source.status ?? 'status'
  const currency = source.currency ?? 'currency'
  const channel = source.channel ?? 'channel'
  const entity = source.entity ?? 'store'
  const category = source.category ?? 'category'
  return {
    parts: { tables: [table] },
    ordersOf: (bundle) =>
      bundle.rows
        .filter((row) => row.table === table)
        .map((row) => ({
          contactId: bundle.contact.contactId,
          key: row.key,
          at: row.at ?? Number.NaN,
          amountMinor: numberOf(row.values[total]) ?? Number.NaN,
          refundedMinor: numberOf(row.values[refunded]),
          costMinor: numberOf(row.values[cost]),
          discountMinor: numberOf(row.values[discount]),
          status: textOf(row.values[status]),
          currency: textOf(row.values[currency]),
          channel: textOf(row.values[channel]),
          entity: textOf(row.values[entity]),
          category: textOf(row.values[category]),
        })),
  }
}
