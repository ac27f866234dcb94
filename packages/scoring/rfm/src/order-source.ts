import {
  type BundleParts,
  ClienteleError,
  type ContactBundle,
  type ContactEvent,
  type JsonValue,
} from '@clientele/core'
import type { Order } from './order.ts'

/** Orders as rows of a declared table; the names are those of its columns. */
export interface OrderTable {
  /** @default 'orders' */
  readonly table?: string | undefined
  /** Amount in integer minor units. @default 'total' */
  readonly total?: string | undefined
  /** What was paid back of it, in the same units. @default 'refunded' */
  readonly refunded?: string | undefined
  /** @default 'status' */
  readonly status?: string | undefined
  /** @default 'currency' */
  readonly currency?: string | undefined
  /** @default 'channel' */
  readonly channel?: string | undefined
  /** Brand, country or store. @default 'store' */
  readonly entity?: string | undefined
  /** @default 'category' */
  readonly category?: string | undefined
}

/**
 * Orders as events of the Segment e-commerce specification: `Order Completed` with `order_id`, `total` (or
 * `revenue`) in major units and `currency`; `Order Refunded` and `Order Cancelled` with the same `order_id`
 * take money back.
 */
export interface OrderEvents {
  readonly events: true
}

/** Where orders are read. @default the table `orders` */
export type OrderSource = OrderTable | OrderEvents

/** What to read of each contact, and how to make orders of it. */
export interface OrderReader {
  readonly parts: BundleParts
  readonly ordersOf: (bundle: ContactBundle) => readonly Order[]
}

/** Turns a source of orders into a reader. */
export function readOrders(source: OrderSource = {}): OrderReader {
  return 'events' in source
    ? {
        parts: { events: ['Order Completed', 'Order Refunded', 'Order Cancelled'] },
        ordersOf: ordersOfEvents,
      }
    : readTable(source)
}

function readTable(source: OrderTable): OrderReader {
  const table = source.table ?? 'orders'
  const total = source.total ?? 'total'
  const refunded = source.refunded ?? 'refunded'
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
          at: row.at ?? Number.NaN,
          amountMinor: numberOf(row.values[total]) ?? Number.NaN,
          refundedMinor: numberOf(row.values[refunded]),
          status: textOf(row.values[status]),
          currency: textOf(row.values[currency]),
          channel: textOf(row.values[channel]),
          entity: textOf(row.values[entity]),
          category: textOf(row.values[category]),
        })),
  }
}

function ordersOfEvents(bundle: ContactBundle): readonly Order[] {
  const orders = new Map<string, Order>()
  const refunds = new Map<string, number>()
  const cancelled = new Set<string>()
  for (const event of bundle.events) {
    const id = textOf(event.properties.order_id) ?? event.messageId
    if (event.name === 'Order Completed') orders.set(id, orderOfEvent(event))
    else if (event.name === 'Order Cancelled') cancelled.add(id)
    else refunds.set(id, (refunds.get(id) ?? 0) + (amountOf(event) ?? Number.POSITIVE_INFINITY))
  }
  return [...orders].map(([id, order]) => {
    if (cancelled.has(id)) return { ...order, status: 'cancelled' }
    const refunded = refunds.get(id)
    return refunded === undefined
      ? order
      : { ...order, refundedMinor: Math.min(refunded, order.amountMinor), status: 'refunded' }
  })
}

function orderOfEvent(event: ContactEvent): Order {
  return {
    contactId: event.contactId,
    at: event.occurredAt,
    amountMinor: amountOf(event) ?? Number.NaN,
    status: 'paid',
    currency: textOf(event.properties.currency),
    channel: textOf(event.properties.channel),
    entity: textOf(event.properties.store),
  }
}

function amountOf(event: ContactEvent): number | undefined {
  const major = numberOf(event.properties.total) ?? numberOf(event.properties.revenue)
  if (major === undefined) return undefined
  return Math.round(major * 10 ** decimalsOf(textOf(event.properties.currency)))
}

function decimalsOf(currency: string | undefined): number {
  if (currency === undefined) return 2
  try {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency })
    return format.resolvedOptions().maximumFractionDigits ?? 2
  } catch (cause) {
    throw new ClienteleError('INVALID_INPUT', `Expected an ISO 4217 currency, got "${currency}".`, { cause })
  }
}

function numberOf(value: JsonValue | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined
}

function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
