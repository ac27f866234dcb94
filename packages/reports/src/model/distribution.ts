/** One value of a breakdown. */
export interface DistributionBucket {
  readonly label: string
  readonly contacts: number
}

/** Contacts by gender, age band, city, country, store, origin…; whoever has no value is in `unknown`. */
export interface Distribution {
  /** `gender`, `age`, `city`, `country`, `store`, `origin` are named in the report's language. */
  readonly dimension: string
  /** The dimension in the reader's words. @default the known name of the dimension, else `dimension` */
  readonly label?: string | undefined
  /** In the order in which they are to be read. */
  readonly buckets: readonly DistributionBucket[]
  /** Contacts of further values that are not listed. */
  readonly others?: number | undefined
  readonly unknown: number
  /** The denominator: contacts. */
  readonly total: number
}
