import { ClienteleError } from '../errors.ts'

/** Sums of a value per person: revenue, orders, or 1 and 0 for converted or not (then both sums are equal). */
export interface MeanSums {
  /** People exposed, those with nothing included. */
  readonly n: number
  readonly sum: number
  readonly sumSquares: number
}

/** Sums of two values per person whose ratio is the metric: revenue per order, clicks per message. */
export interface RatioSums {
  readonly n: number
  readonly numerator: number
  readonly numeratorSquares: number
  readonly denominator: number
  readonly denominatorSquares: number
  readonly products: number
}

/** A metric of one arm, ready to compare: its value, and the variance of that value. */
export interface MetricEstimate {
  readonly n: number
  readonly mean: number
  /** Variance of one person's (linearised) value; that of the mean is this over n. */
  readonly variance: number
}

/** The mean of a value per person. @throws `INVALID_INPUT` for sums that cannot be */
export function meanEstimate({ n, sum, sumSquares }: MeanSums): MetricEstimate {
  refuseImpossible(n, [sum, sumSquares])
  if (n === 0) return { n, mean: 0, variance: 0 }
  return { n, mean: sum / n, variance: varianceOf(sumSquares, sum, n) }
}

/** The share of people who did something. @throws `INVALID_INPUT` for counts that cannot be */
export function shareEstimate(n: number, successes: number): MetricEstimate {
  refuseImpossible(n, [successes])
  if (successes < 0 || successes > n) refuseImpossible(Number.NaN, [])
  const mean = n === 0 ? 0 : successes / n
  return { n, mean, variance: mean * (1 - mean) }
}

/**
 * The ratio of two sums, its variance by the delta method over people: the unit that was drawn by lot is the
 * person, not the order or the message.
 *
 * @throws `INVALID_INPUT` for sums that cannot be
 */
export function ratioEstimate(sums: RatioSums): MetricEstimate {
  const { n, numerator, denominator } = sums
  refuseImpossible(n, [numerator, denominator, sums.numeratorSquares, sums.denominatorSquares, sums.products])
  if (n === 0 || denominator === 0) return { n, mean: 0, variance: 0 }
  const mean = numerator / denominator
  const base = denominator / n
  const above = varianceOf(sums.numeratorSquares, numerator, n)
  const below = varianceOf(sums.denominatorSquares, denominator, n)
  const both = covariance(sums.products, numerator, denominator, n)
  const variance = (above - 2 * mean * both + mean * mean * below) / (base * base)
  return { n, mean, variance: Math.max(0, variance) }
}

/** An unbiased covariance from sums; 0 for fewer than two people. */
export function covariance(products: number, left: number, right: number, n: number): number {
  return n < 2 ? 0 : (products - (left / n) * right) / (n - 1)
}

function varianceOf(squares: number, sum: number, n: number): number {
  return Math.max(0, covariance(squares, sum, sum, n))
}

function refuseImpossible(n: number, sums: readonly number[]): void {
  if (Number.isSafeInteger(n) && n >= 0 && sums.every(Number.isFinite)) return
  throw new ClienteleError(
    'INVALID_INPUT',
    'Expected sums of one arm: a whole number of people, n ≥ 0, and finite sums over them.',
  )
}
