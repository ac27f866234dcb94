import { netAmount, type Order, PAID_STATUSES } from '@clientele/core/orders'
import type { Purchase } from './history.ts'

/** Hours that two orders of one purchase may lie apart: a split basket is not a rhythm. */
const SAME_PURCHASE_MS = 86_400_000

/**
 * The purchases of one contact up to a reference date: valid orders in ascending order, those within a day
 * of the first one taken together.
 */
export function purchasesOf(
  orders: readonly Order[],
  options: { readonly at: number; readonly paidStatuses?: readonly string[] | undefined },
): readonly Purchase[] {
  const paid = options.paidStatuses === undefined ? PAID_STATUSES : new Set(options.paidStatuses)
  const valid = orders
    .filter((order) => order.at <= options.at && typeof netAmount(order, paid) === 'number')
    .sort((left, right) => left.at - right.at)
  const purchases: Purchase[] = []
  for (const order of valid) {
    const last = purchases.at(-1)
    if (last === undefined || order.at - last.at >= SAME_PURCHASE_MS) {
      purchases.push({ at: order.at, category: order.category })
    }
  }
  return purchases
}
