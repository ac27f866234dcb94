/**
 * One customer's purchases, summed up: all that these models need.
 *
 * `tx` is the age at the last purchase, not the days since it (that is `recencyDays` of RFM).
 */
export interface PurchaseHistory {
  /** Repeat purchase days: distinct days with a purchase, less one. */
  readonly x: number
  /** Time from the first to the last purchase, in time units; 0 when `x` is 0. */
  readonly tx: number
  /** Time from the first purchase to the end of the observation, in time units. */
  readonly T: number
}

/** The histories of many customers, column by column. */
export interface PurchaseHistories {
  readonly x: ArrayLike<number>
  readonly tx: ArrayLike<number>
  readonly T: ArrayLike<number>
}
