import type { CustomerPeriods } from '../histories/purchase-period.ts'

/** How evenly customers space their purchases. */
export interface Regularity {
  /**
   * The shape k of Erlang intervals: 1 for purchases at random moments, as the models here take them; 2 and more
   * for a rhythm, which makes silence mean more than P(alive) says.
   */
  readonly k: number
  /** Customers with two intervals or more: those it was found from. */
  readonly customers: number
}

/**
 * The regularity of purchases by Wheat and Morrison (1990, "Estimating purchase regularity with two interpurchase
 * times"): the share of one of a customer's last two intervals in their sum is Beta(k, k). Which of the two comes
 * first says nothing, so both orders are taken, and no lot is drawn. `undefined` below three such customers.
 *
 * @example
 * ```ts
 * import { purchaseRegularity, readPeriods } from '@clientele/scoring-ltv'
 *
 * const order = (contactId: string, day: number) => ({ contactId, at: day * 86_400_000, amountMinor: 1000 })
 * const orders = [0, 1, 2, 3].flatMap((who) => [0, 30, 58 + who].map((day) => order(`c${who}`, day)))
 * console.log(purchaseRegularity(readPeriods(orders).customers)!.k > 2) // true
 * ```
 */
export function purchaseRegularity(customers: Iterable<CustomerPeriods>): Regularity | undefined {
  let count = 0
  let squares = 0
  for (const { periods } of customers) {
    const [before, middle, last] = periods.slice(-3)
    if (before === undefined || middle === undefined || last === undefined) continue
    count += 1
    squares += ((last.day - middle.day) / (last.day - before.day) - 0.5) ** 2
  }
  if (count < 3) return undefined
  const variance = squares / (count - 1)
  return {
    k: variance > 0 ? (1 - 4 * variance) / (8 * variance) : Number.POSITIVE_INFINITY,
    customers: count,
  }
}
