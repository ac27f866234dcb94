import { ClienteleError } from '../errors.ts'
import { currencyDecimals } from '../model/currency-decimals.ts'
import type { ContactEvent } from '../model/event.ts'
import { keyOf, numberOf, textOf } from './json-fields.ts'
import type { Order } from './order.ts'

/** The events that tell of orders in the Segment e-commerce specification. */
export const ORDER_EVENTS: readonly string[] = ['Order Completed', 'Order Refunded', 'Order Cancelled']

/**
 * The orders that a contact's events tell of. Refunds of one order add up; one that names no amount pays the
 * order back in full; a cancelled order stays in the list as cancelled.
 *
 * @throws `INVALID_INPUT` for a currency that is not an ISO 4217 code
 */
export function ordersOfEvents(events: readonly ContactEvent[]): readonly Order[] {
  const orders = new Map<string, Order>()
  const refunds = new Map<string, number>()
  const cancelled = new Set<string>()
  for (const event of events) {
    const id = keyOf(event.properties.order_id) ?? event.messageId
    if (event.name === 'Order Completed') orders.set(id, orderOfEvent(event))
    else if (event.name === 'Order Cancelled') cancelled.add(id)
    else if (event.name === 'Order Refunded') {
      refunds.set(id, (refunds.get(id) ?? 0) + (amountOf(event) ?? Number.POSITIVE_INFINITY))
    }
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
    key: keyOf(event.properties.order_id) ?? event.messageId,
    at: event.occurredAt,
    amountMinor: amountOf(event) ?? Number.NaN,
    discountMinor: minorOf(event, numberOf(event.properties.discount)),
    status: 'paid',
    currency: textOf(event.properties.currency),
    channel: textOf(event.properties.channel),
    entity: textOf(event.properties.store),
  }
}

function amountOf(event: ContactEvent): number | undefined {
  return minorOf(event, numberOf(event.properties.total) ?? numberOf(event.properties.revenue))
}

function minorOf(event: ContactEvent, major: number | undefined): number | undefined {
  if (major === undefined) return undefined
  return Math.round(major * 10 ** decimalsOf(textOf(event.properties.currency)))
}

function decimalsOf(currency: string | undefined): number {
  if (currency === undefined) return 2
  if (/^[A-Za-z]{3}$/.test(currency)) return currencyDecimals(currency.toUpperCase())
  throw new ClienteleError('INVALID_INPUT', `Expected an ISO 4217 currency, got "${currency}".`)
}
