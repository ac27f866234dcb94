import type { LifecycleLimits } from './limits.ts'
import type { ReturnCurve } from './return-curve.ts'
import type { Intervals, RhythmLimits } from './rhythm.ts'

/** The version of {@link LifecycleModel} that this package writes and reads. */
export const LIFECYCLE_MODEL_VERSION: 1 = 1

/** The version of the way scores are computed; every score says it. */
export const LIFECYCLE_METHOD_VERSION: string = 'lifecycle-1'

/** What was learned of a shop's intervals on one date, as JSON. */
export interface LifecycleModel {
  readonly kind: 'clientele.lifecycle'
  readonly version: typeof LIFECYCLE_MODEL_VERSION
  readonly methodVersion: string
  /** Reference date of the sample, epoch ms. */
  readonly fittedAt: number
  readonly limits: LifecycleLimits
  /** `given`: all of the buyers' limits by the host. `default`: too few intervals to propose any. */
  readonly limitsFrom: 'proposed' | 'default' | 'given'
  /** Was the history too short for long intervals to end? See `ProposedLimits`. */
  readonly truncated: boolean
  readonly rhythmLimits: RhythmLimits
  /** Intervals between purchases in the sample. */
  readonly sampleSize: number
  readonly intervals: Intervals
  /** Churn risk is the probability of no order within so many days. */
  readonly churnHorizonDays: number
  /** By the number of purchases so far: one, two, three and more; `undefined` where there are too few. */
  readonly curves: {
    readonly one?: ReturnCurve | undefined
    readonly two?: ReturnCurve | undefined
    readonly more?: ReturnCurve | undefined
    readonly all?: ReturnCurve | undefined
  }
}
