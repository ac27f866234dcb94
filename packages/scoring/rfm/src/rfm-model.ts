import type { SegmentTable } from './segments/segment-table.ts'

/** The version of {@link RfmModel} that this package writes and reads. */
export const RFM_MODEL_VERSION: 1 = 1

/** The version of the way scores are computed; every score says it. */
export const RFM_METHOD_VERSION: string = 'rfm-1'

/** Cuts of the three values, ascending; a value is above as many levels as there are cuts strictly below it. */
export interface RfmCuts {
  readonly recencyDays: readonly number[]
  readonly orders: readonly number[]
  readonly revenueMinor: readonly number[]
}

/** The last contact of each NTILE level below the top one: value, then id. */
export interface RankedCuts {
  readonly recencyDays: readonly RankedCut[]
  readonly orders: readonly RankedCut[]
  readonly revenueMinor: readonly RankedCut[]
}

export type RankedCut = readonly [value: number, contactId: string]

/** The levels that a score really has in the sample it was fitted on. */
export interface LevelsAchieved {
  readonly r: readonly number[]
  readonly f: readonly number[]
  readonly m: readonly number[]
}

/**
 * What was learned from one sample of contacts, as JSON: store it, and score others, or the same ones later,
 * by the same bounds.
 */
export interface RfmModel {
  readonly kind: 'clientele.rfm'
  readonly version: typeof RFM_MODEL_VERSION
  readonly method: 'quantile' | 'ntile' | 'fixed'
  readonly methodVersion: string
  /** Reference date of the sample, epoch ms. */
  readonly fittedAt: number
  /** Zone whose calendar days recency counts. */
  readonly zone: string
  readonly sampleSize: number
  readonly levels: { readonly r: number; readonly f: number; readonly m: number }
  readonly achieved: LevelsAchieved
  readonly cuts: RfmCuts
  /** Present for NTILE only: it breaks ties by id, so a cut is a contact. */
  readonly ranks?: RankedCuts | undefined
  readonly segments: SegmentTable
}
