import type { LtvScore } from '../score/ltv-score.ts'

/** The value of a base: what its customers brought, and what they may be expected to bring. */
export interface Portfolio {
  readonly customers: number
  readonly revenueMinor: number
  /** `undefined` when the cost of an order is unknown. */
  readonly marginMinor: number | undefined
  /** Customers who have not left, as a sum of chances; `undefined` without a churn signal. */
  readonly alive: number | undefined
  /** Purchases expected within the horizon. */
  readonly expectedPurchases: number
  /** Discounted value of them; `undefined` without a spend model. */
  readonly valueMinor: number | undefined
}

/** Adds the scores of a base up. */
export async function portfolioOf(scores: AsyncIterable<LtvScore>): Promise<Portfolio> {
  let total: Portfolio = {
    customers: 0,
    revenueMinor: 0,
    marginMinor: 0,
    alive: 0,
    expectedPurchases: 0,
    valueMinor: 0,
  }
  for await (const score of scores) {
    total = {
      customers: total.customers + 1,
      revenueMinor: total.revenueMinor + score.revenueMinor,
      marginMinor: added(total.marginMinor, score.marginMinor),
      alive: added(total.alive, score.alive),
      expectedPurchases: total.expectedPurchases + score.expectedPurchases,
      valueMinor: added(total.valueMinor, score.valueMinor),
    }
  }
  return total
}

function added(left: number | undefined, right: number | undefined): number | undefined {
  return left === undefined || right === undefined ? undefined : left + right
}
