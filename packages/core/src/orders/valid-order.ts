import type { Order } from './order.ts'

/** Statuses of an order whose money was taken; `refunded` ones count with what is left of them. */
export const PAID_STATUSES: ReadonlySet<string> = new Set([
  'paid',
  'shipped',
  'partially_refunded',
  'refunded',
])

/** Why an order does not count. */
export type OrderFault = 'status' | 'amount' | 'refunded' | 'date'

/**
 * The money that an order brought, refunds netted, or the reason why it is not a valid order: a valid order
 * is paid or shipped, not cancelled, and worth more than nothing. A `refunded` order that does not say how
 * much was paid back was paid back in full.
 */
export function netAmount(
  order: Order,
  paidStatuses: ReadonlySet<string> = PAID_STATUSES,
): number | OrderFault {
  const status = order.status ?? 'paid'
  if (!paidStatuses.has(status)) return 'status'
  if (!Number.isFinite(order.at)) return 'date'
  if (!Number.isFinite(order.amountMinor) || order.amountMinor <= 0) return 'amount'
  const refunded = order.refundedMinor ?? (status === 'refunded' ? order.amountMinor : 0)
  if (!Number.isFinite(refunded) || refunded < 0) return 'amount'
  const net = order.amountMinor - refunded
  return net > 0 ? net : 'refunded'
}

/** Does an order count: paid or shipped, not cancelled, and worth more than nothing once refunds are netted? */
export function isValidOrder(order: Order, paidStatuses: ReadonlySet<string> = PAID_STATUSES): boolean {
  return typeof netAmount(order, paidStatuses) === 'number'
}
