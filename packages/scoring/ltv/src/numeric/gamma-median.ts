import { logGamma } from './log-gamma.ts'

function lowerGamma(k: number, x: number): number {
  const front = Math.exp(k * Math.log(x) - x - logGamma(k))
  if (x < k + 1) {
    let term = 1 / k
    let sum = term
    for (let n = 1; n < 10_000 && term > sum * 1e-17; n += 1) {
      term *= x / (k + n)
      sum += term
    }
    return front * sum
  }
  let b = x + 1 - k
  let c = 1e300
  let d = 1 / b
  let h = d
  for (let n = 1; n < 10_000; n += 1) {
    const a = -n * (n - k)
    b += 2
    d = 1 / (a * d + b)
    c = b + a / c
    h *= d * c
    if (Math.abs(d * c - 1) < 1e-16) break
  }
  return 1 - front * h
}

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
    const step = (lowerGamma(k, x) - 0.5) / density
    y -= Math.max(-1, Math.min(1, step))
    if (Math.abs(step) < 1e-14) break
  }
  return Math.exp(y)
}
