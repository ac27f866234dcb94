/** One cell of the matrix of recency against frequency. */
export interface RfmCellSize {
  /** Recency level; the highest bought last. */
  readonly r: number
  /** Frequency level; the highest bought most often. */
  readonly f: number
  readonly contacts: number
  readonly revenueMinor: number
}

/** One RFM segment with its weight. */
export interface RfmSegmentSize {
  readonly id: string
  readonly name: string
  readonly contacts: number
  /** Part of the scored contacts, 0 to 1. */
  readonly share: number
  readonly revenueMinor: number
}

/** The base by recency and frequency, and by segment. */
export interface RfmSummary {
  /** How levels were cut, and its version: `quantile (5 levels)`. */
  readonly method: string
  /** Contacts with a score: the denominator of the shares. */
  readonly sampleSize: number
  /** Contacts without a valid order. */
  readonly notScored: number
  readonly rLevels: number
  readonly fLevels: number
  readonly cells: readonly RfmCellSize[]
  readonly segments: readonly RfmSegmentSize[]
}
