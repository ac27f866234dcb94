import type { FittedPurchases } from '../fit/purchase-fit.ts'
import type { SpendFit } from '../fit/spend-fit.ts'
import type { ValueBasis } from '../histories/customer-history.ts'
import type { PeriodLength } from '../histories/purchase-period.ts'
import type { TimeUnit } from '../time-unit.ts'

/** The version of {@link LtvModel} that this package writes and reads. */
export const LTV_MODEL_VERSION: 1 = 1

/** The version of the way scores are computed; every score says it. */
export const LTV_METHOD_VERSION: string = 'ltv-1'

/**
 * What was learned of one base on one date, as JSON: store it, and score others, or the same ones later, by the
 * same parameters.
 */
export interface LtvModel {
  readonly kind: 'clientele.ltv'
  readonly version: typeof LTV_MODEL_VERSION
  readonly methodVersion: string
  /** Reference date of the fit, epoch ms. */
  readonly fittedAt: number
  readonly timeUnit: TimeUnit
  readonly period: PeriodLength
  readonly zone: string
  /** What money is: revenue or margin, in minor units. */
  readonly basis: ValueBasis
  readonly currency?: string | undefined
  readonly purchases: FittedPurchases
  readonly spend: SpendFit
}

/** A fitted model, or why there is none. */
export type LtvFit =
  | { readonly status: 'fitted'; readonly model: LtvModel }
  | {
      readonly status: 'insufficient_data'
      readonly reason: string
      readonly customers: number
      readonly repeaters: number
    }
