import { logBeta } from './log-beta.ts'

const TINY = 1e-300
const MOST_TERMS = 100_000

function continuedFraction(x: number, a: number, b: number): number {
  let c = 1
  let d = 1 - ((a + b) * x) / (a + 1)
  d = 1 / (Math.abs(d) < TINY ? TINY : d)
  let h = d
  for (let m = 1; m <= MOST_TERMS; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 + even * d
    d = 1 / (Math.abs(d) < TINY ? TINY : d)
    c = 1 + even / c
    if (Math.abs(c) < TINY) c = TINY
    h *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 + odd * d
    d = 1 / (Math.abs(d) < TINY ? TINY : d)
    c = 1 + odd / c
    if (Math.abs(c) < TINY) c = TINY
    h *= d * c
    if (Math.abs(d * c - 1) < 1e-16) break
  }
  return h
}

/**
 * The regularised incomplete beta function `I_x(a, b)` at `x = odds / (1 + odds)`, by the continued fraction
 * of DLMF 8.17.22 on the side where it converges. Taking odds keeps x and 1 − x exact.
 */
export function incompleteBetaAtOdds(odds: number, a: number, b: number): number {
  if (odds <= 0) return 0
  if (odds === Number.POSITIVE_INFINITY) return 1
  const x = odds / (1 + odds)
  const logX = -Math.log1p(1 / odds)
  const logNotX = -Math.log1p(odds)
  const front = Math.exp(a * logX + b * logNotX - logBeta(a, b))
  if (x < (a + 1) / (a + b + 2)) return (front * continuedFraction(x, a, b)) / a
  return 1 - (front * continuedFraction(1 / (1 + odds), b, a)) / b
}
