import { normalBelow, normalDensity, normalQuantile } from '../numeric/normal.ts'

/** What may be believed of a difference: for display only, it is no rule to stop by. */
export interface BayesianDisplay {
  readonly mean: number
  readonly standardDeviation: number
  readonly interval: readonly [low: number, high: number]
  /** The chance that the treatment is better. */
  readonly chanceToWin: number
  /** What is lost on average by keeping the control, and by taking the treatment. */
  readonly risk: { readonly control: number; readonly treatment: number }
}

/**
 * The normal posterior of a difference, with a flat prior unless one is given. Chance to win above 95 % at any
 * of 20 looks comes up in four of ten tests without any difference: decide by the confidence sequence.
 */
export function bayesianDisplay(
  difference: number,
  standardError: number,
  options: {
    readonly alpha?: number | undefined
    readonly prior?: { readonly mean: number; readonly variance: number } | undefined
  } = {},
): BayesianDisplay {
  const { prior } = options
  const data = 1 / (standardError * standardError)
  const before = prior === undefined ? 0 : 1 / prior.variance
  const mean = (data * difference + before * (prior?.mean ?? 0)) / (data + before)
  const standardDeviation = 1 / Math.sqrt(data + before)
  const z = mean / standardDeviation
  const width = normalQuantile(1 - (options.alpha ?? 0.05) / 2) * standardDeviation
  const spread = standardDeviation * normalDensity(z)
  return {
    mean,
    standardDeviation,
    interval: [mean - width, mean + width],
    chanceToWin: normalBelow(z),
    risk: {
      control: Math.max(0, mean * normalBelow(z) + spread),
      treatment: Math.max(0, spread - mean * normalBelow(-z)),
    },
  }
}
