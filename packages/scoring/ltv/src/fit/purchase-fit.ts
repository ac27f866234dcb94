import type { PurchaseModel } from '../models/purchase-model.ts'

/** The plain NBD on the same histories: what the data look like if nobody ever leaves. */
export interface NbdYardstick {
  readonly r: number
  readonly alpha: number
  readonly logLikelihood: number
  /** Twice the gain in log-likelihood that dropout brings; near 0, the data show no dropout. */
  readonly likelihoodRatio: number
}

/**
 * How a search ended. `converged`: a proper maximum. `boundary`: the likelihood rises towards a limit of the
 * model, so the parameters mean little one by one, and forecasts still hold. `no_churn_signal`: dropout
 * explains nothing that the plain NBD does not, and P(alive) would be an invention. `not_converged`: the
 * search ran out of rounds.
 */
export type FitStatus = 'converged' | 'boundary' | 'no_churn_signal' | 'not_converged'

/** A purchase model that was fitted, with what is known about it. */
export interface FittedPurchases {
  readonly status: FitStatus
  readonly model: PurchaseModel
  /** By the names of the parameters; `undefined` unless the status is `converged`. */
  readonly standardErrors: { readonly [parameter: string]: number } | undefined
  /** In the order r, alpha, then a, b or s, beta. */
  readonly covariance: readonly (readonly number[])[] | undefined
  /** Summed over the customers, in the time unit of the histories. */
  readonly logLikelihood: number
  readonly aic: number
  readonly bic: number
  readonly customers: number
  /** Customers with a repeat purchase. */
  readonly repeaters: number
  readonly repeatPurchases: number
  /** Distinct histories: what the search really had to look at. */
  readonly rows: number
  readonly nbd: NbdYardstick
}

/** A fitted purchase model, or why there is none. */
export type PurchaseFit =
  | FittedPurchases
  | {
      readonly status: 'insufficient_data'
      readonly reason: string
      readonly customers: number
      readonly repeaters: number
    }
