import { incompleteBetaAtOdds, logBeta } from '@clientele/core/numeric'

/**
 * The probability of exactly `n` purchases in a time `t` at a rate that is Gamma(r, alpha) distributed: the
 * NBD of Ehrenberg (1959).
 */
export function countProbability(n: number, r: number, alpha: number, t: number): number {
  if (t <= 0) return n === 0 ? 1 : 0
  const odds = t / alpha
  const none = -r * Math.log1p(odds)
  if (n === 0) return Math.exp(none)
  // Γ(r+n) / (Γ(r) n!) = 1 / (n B(n, r))
  return Math.exp(none - n * Math.log1p(1 / odds) - logBeta(n, r)) / n
}

/** The probability of `n` purchases or more, with its relative precision kept far into the tail. */
export function atLeastProbability(n: number, r: number, alpha: number, t: number): number {
  if (n <= 0) return 1
  if (t <= 0) return 0
  return incompleteBetaAtOdds(t / alpha, n, r)
}
