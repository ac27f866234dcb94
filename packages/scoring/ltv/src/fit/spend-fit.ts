import type { SpendParameters } from '../models/parameters.ts'

/** A spend model that was fitted, with what is known about it. */
export interface FittedSpend {
  readonly status: 'converged' | 'boundary' | 'not_converged'
  readonly parameters: SpendParameters
  /** `undefined` unless the status is `converged`. */
  readonly standardErrors: { readonly [parameter in keyof SpendParameters]: number } | undefined
  /** In the order p, q, v. */
  readonly covariance: readonly (readonly number[])[] | undefined
  readonly logLikelihood: number
  /** Customers with repeat periods and a positive mean spend: those it learned from. */
  readonly customers: number
  /** Customers with repeat periods and a mean spend of zero or less, left out. */
  readonly notPositive: number
  /**
   * Pearson's correlation of mean spend and repeat periods. The model takes the two for independent: far from
   * 0, values of the best customers are off.
   */
  readonly correlation: number
}

/** A fitted spend model, or why there is none. */
export type SpendFit =
  | FittedSpend
  | {
      readonly status: 'insufficient_data'
      readonly reason: string
      readonly customers: number
      readonly notPositive: number
    }
