/** Contacts whose first valid order was in the same month, and what came of them. */
export interface Cohort {
  /** Month of the first valid order, `YYYY-MM`. */
  readonly month: string
  /** Contacts at the start: the divisor of every cell. */
  readonly size: number
  /** Contacts who ordered in month 0, 1, 2 … after the first; `null` for a month that is not over. */
  readonly buyers: readonly (number | null)[]
  /** Revenue from the first order to the end of month 0, 1, 2 …; `null` for a month that is not over. */
  readonly cumulativeRevenueMinor: readonly (number | null)[]
  /** The same less the cost of the goods; absent when the cost of an order is unknown. */
  readonly cumulativeMarginMinor?: readonly (number | null)[] | undefined
  /** What it cost to win them; gives the acquisition cost per customer and the payback month. */
  readonly acquisitionCostMinor?: number | undefined
}
