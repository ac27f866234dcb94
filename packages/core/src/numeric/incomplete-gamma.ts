import { logGamma } from './log-gamma.ts'

const MOST_TERMS = 10_000

/**
 * The regularised incomplete gamma functions `P(k, x)` and `Q(k, x) = 1 − P`, each from its own expansion, so
 * that neither loses its small values: the series of DLMF 8.7.1 and the continued fraction of 8.9.2.
 */
export function incompleteGamma(k: number, x: number): { readonly lower: number; readonly upper: number } {
  if (!(x > 0)) return { lower: 0, upper: 1 }
  if (x === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0 }
  const front = Math.exp(k * Math.log(x) - x - logGamma(k))
  if (x < k + 1) {
    let term = 1 / k
    let sum = term
    for (let n = 1; n < MOST_TERMS && term > sum * 1e-17; n += 1) {
      term *= x / (k + n)
      sum += term
    }
    return { lower: front * sum, upper: 1 - front * sum }
  }
  let b = x + 1 - k
  let c = 1e300
  let d = 1 / b
  let h = d
  for (let n = 1; n < MOST_TERMS; n += 1) {
    const a = -n * (n - k)
    b += 2
    d = 1 / (a * d + b)
    c = b + a / c
    h *= d * c
    if (Math.abs(d * c - 1) < 1e-16) break
  }
  return { lower: 1 - front * h, upper: front * h }
}
