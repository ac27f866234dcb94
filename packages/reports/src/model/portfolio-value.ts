/** How the predicted value of a base is spread over its contacts. */
export interface PortfolioValue {
  readonly contacts: number
  readonly valueMinor: number
  /** The Lorenz curve, the least valuable first: share of the contacts, and share of the value that they hold. */
  readonly curve: readonly { readonly contacts: number; readonly value: number }[]
  /** 0 when all are worth the same, near 1 when one holds everything; `null` without value. */
  readonly gini: number | null
  /** What the most valuable 1, 10, 20 and 50 % of the contacts hold. */
  readonly top: readonly { readonly share: number; readonly valueMinor: number }[]
}
