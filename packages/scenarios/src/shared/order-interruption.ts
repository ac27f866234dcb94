import type { Condition } from '@clientele/core'

/** The order that began the run was cancelled or paid back. */
export function orderTakenBack(): Condition {
  const thisOrder: Condition = { property: 'order_id', op: 'eq', value: { ref: 'trigger.order_id' } }
  return {
    any: [
      { event: 'Order Cancelled', where: thisOrder },
      { event: 'Order Refunded', where: thisOrder },
    ],
  }
}
