import type { Condition, Window } from '@clientele/core'
import { type OrderSource, PAID_STATUSES } from '@clientele/core/orders'

/** Orders of the contact that a programme looks at. */
export interface OrderTest {
  /** On the event or the row. */
  readonly where?: Condition | undefined
  readonly window?: Window | undefined
  /** At least so many. @default 1 */
  readonly atLeast?: number | undefined
}

/** The condition that a contact has orders, read where the shop keeps them. @default events */
export function hasOrders(source: OrderSource | undefined, test: OrderTest = {}): Condition {
  const { window, atLeast } = test
  if (source === undefined || 'events' in source)
    return { event: 'Order Completed', where: test.where, window, op: 'gte', value: atLeast ?? 1 }
  const paid: Condition = { property: source.status ?? 'status', op: 'in', value: [...PAID_STATUSES] }
  const where: Condition = test.where === undefined ? paid : { all: [paid, test.where] }
  return { rows: source.table ?? 'orders', where, window, op: 'gte', value: atLeast ?? 1 }
}

/** The name of what has to be fresh for {@link hasOrders} to be right. */
export function orderNeed(
  source: OrderSource | undefined,
): { readonly event: string } | { readonly table: string } {
  return source === undefined || 'events' in source
    ? { event: 'Order Completed' }
    : { table: source.table ?? 'orders' }
}
