import type { SpendParameters } from '../models/parameters.ts'
import { gammaMedian } from '../numeric/gamma-median.ts'

/** What a customer has spent per repeat purchase period. */
export interface SpendHistory {
  /** Repeat purchase periods. */
  readonly x: number
  /** Mean spend of them, in the unit of money of the fit; without meaning when x is 0. */
  readonly m: number
}

/** What a customer may be expected to spend per purchase, in the unit of money of the fit. */
export interface SpendOutlook {
  /** The figure to use: the mean, or the median where the model's mean is infinite. */
  readonly amount: number
  readonly statistic: 'mean' | 'median'
  /** `undefined` when q ≤ 1: the formula would give a negative or senseless amount. */
  readonly mean: number | undefined
  readonly median: number
}

/**
 * A forecaster of the spend per purchase: the Gamma-Gamma mean `p (v + x m) / (p x + q − 1)` of Fader and
 * Hardie (2013). Customers without a repeat purchase get that of the population. Where q ≤ 1 the population
 * has no mean, and every customer is given the median, so that they stay comparable.
 *
 * @example
 * ```ts
 * import { spendOutlookOf } from '@clientele/scoring-ltv'
 *
 * const spend = spendOutlookOf({ p: 6.25, q: 3.74, v: 15.44 })
 * console.log(spend({ x: 2, m: 22.35 }).amount.toFixed(2), spend().amount.toFixed(2)) // 24.66 35.22
 * ```
 */
export function spendOutlookOf(parameters: SpendParameters): (history?: SpendHistory) => SpendOutlook {
  const { p, q, v } = parameters
  return ({ x, m } = { x: 0, m: 0 }) => {
    const shape = p * x + q
    const total = v + (x > 0 ? x * Math.max(0, m) : 0)
    const mean = q > 1 ? (p * total) / (shape - 1) : undefined
    const median = (p * total) / gammaMedian(shape)
    return { amount: mean ?? median, statistic: mean === undefined ? 'median' : 'mean', mean, median }
  }
}
