import type { Shopper } from '../shopper.ts'

/** Does a contact buy at once, or think it over? */
export type DecisionHabit = 'impulsive' | 'considered' | 'insufficient_data'

/** How long a contact looks at things before it buys them. */
export interface Decision {
  readonly habit: DecisionHabit
  /** Median hours from the first look at a product to its order. */
  readonly medianHours: number | undefined
  /** Orders with a product that was looked at before. */
  readonly orders: number
}

const HOUR_MS = 3_600_000
/** A look so long before an order is not about it. */
const LOOK_BACK_MS = 90 * 24 * HOUR_MS
/** Decided within a day: impulsive. */
const IMPULSIVE_HOURS = 24

/**
 * Reads how long a contact decides: for each order the time since the first look at one of its products, no earlier
 * than the order before and 90 days.
 */
export function decisionOf({ baskets, actions }: Shopper, minimumOrders: number): Decision {
  const hours: number[] = []
  let previousAt = Number.NEGATIVE_INFINITY
  for (const { at, lines } of baskets) {
    const products = new Set(lines.map(({ productId }) => productId))
    products.delete(undefined)
    const from = Math.max(previousAt, at - LOOK_BACK_MS)
    const first = actions.find(
      (action) => action.at > from && action.at <= at && products.has(action.productId),
    )
    if (first !== undefined && products.size > 0) hours.push((at - first.at) / HOUR_MS)
    previousAt = at
  }
  hours.sort((left, right) => left - right)
  const middle = hours.length / 2
  const medianHours = Number.isInteger(middle)
    ? ((hours[middle - 1] as number) + (hours[middle] as number)) / 2
    : (hours[Math.floor(middle)] as number)
  if (hours.length === 0) return { habit: 'insufficient_data', medianHours: undefined, orders: 0 }
  const habit = medianHours <= IMPULSIVE_HOURS ? 'impulsive' : 'considered'
  return {
    habit: hours.length < minimumOrders ? 'insufficient_data' : habit,
    medianHours,
    orders: hours.length,
  }
}
