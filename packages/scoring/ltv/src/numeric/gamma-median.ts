import { incompleteGamma, logGamma } from '@clientele/core/numeric'

/**
 * The median of Gamma(k, 1), for k > 0: Newton on the regularised incomplete gamma function (DLMF 8.7.1,
 * 8.9.2) from the expansion `k − 1/3 + 8/(405 k)` of Choi (1994), which is the answer itself beyond k = 10^5.
 */
export function gammaMedian(k: number): number {
  const choi = k - 1 / 3 + 8 / (405 * k) + 184 / (25515 * k * k)
  if (k > 1e5) return choi
  let y = k > 0.6 ? Math.log(choi) : (Math.log(0.5) + logGamma(k + 1)) / k
  for (let round = 0; round < 50; round += 1) {
    const x = Math.exp(y)
    if (x === 0) return 0
    const density = Math.exp(k * y - x - logGamma(k))
    const step = (incompleteGamma(k, x).lower - 0.5) / density
    y -= Math.max(-1, Math.min(1, step))
    if (Math.abs(step) < 1e-14) break
  }
  return Math.exp(y)
}
