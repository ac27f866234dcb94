import { HALF_LOG_TWO_PI, logGamma, stirlingTail } from './log-gamma.ts'

/**
 * `ln B(a, b)` without the cancellation of three large log-gammas: Stirling's leading terms are combined on
 * paper, as in DiDonato and Morris, ACM TOMS 708 (1992).
 */
export function logBeta(a: number, b: number): number {
  const p = Math.min(a, b)
  const q = Math.max(a, b)
  if (q < 10) return logGamma(p) + logGamma(q) - logGamma(p + q)
  const tails = stirlingTail(q) - stirlingTail(p + q)
  const large = -(q - 0.5) * Math.log1p(p / q)
  if (p < 10) return logGamma(p) + large - p * (Math.log(p + q) - 1) + tails
  return HALF_LOG_TWO_PI - 0.5 * Math.log(p) - p * Math.log1p(q / p) + large + stirlingTail(p) + tails
}
