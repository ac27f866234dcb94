import type { Order } from './order.ts'

/** Which part of the orders is looked at. */
export interface OrderScope {
  /** Only orders of these channels, entities, categories. @default all */
  readonly channels?: readonly string[] | undefined
  readonly entities?: readonly string[] | undefined
  readonly categories?: readonly string[] | undefined
}

/** Is an order in the scope? One without a channel is in no named channel. */
export function orderScope(scope: OrderScope): (order: Order) => boolean {
  const channels = setOf(scope.channels)
  const entities = setOf(scope.entities)
  const categories = setOf(scope.categories)
  return (order) =>
    (channels === undefined || channels.has(order.channel)) &&
    (entities === undefined || entities.has(order.entity)) &&
    (categories === undefined || categories.has(order.category))
}

function setOf(values: readonly string[] | undefined): ReadonlySet<string | undefined> | undefined {
  return values === undefined ? undefined : new Set<string | undefined>(values)
}
