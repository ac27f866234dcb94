/** Customers who were won in the same way: by the channel, the store or a category of their first order. */
export interface AcquisitionGroup {
  readonly key: string
  readonly customers: number
  /** Everything that they have bought since, the first order too. */
  readonly revenueMinor: number
  /** The same less the cost of the goods; absent when the cost of an order is unknown. */
  readonly marginMinor?: number | undefined
  /** What it cost to win them; absent when unknown. */
  readonly costMinor?: number | undefined
}

/** What customers are worth, and cost to win, by the way in which they came. */
export interface Acquisition {
  /** All customers, once each. */
  readonly all: AcquisitionGroup
  /** A customer is in one row of `channel` and of `store`, and in one row per category of the first order. */
  readonly by: readonly {
    readonly dimension: 'channel' | 'store' | 'category'
    readonly groups: readonly AcquisitionGroup[]
  }[]
}
