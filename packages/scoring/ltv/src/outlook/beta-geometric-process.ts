import type { BetaGeometricParameters } from '../models/parameters.ts'
import { type BetaRule, betaMean } from '../numeric/beta-rule.ts'
import { atLeastProbability, countProbability } from '../numeric/negative-binomial.ts'
import type { LiveProcess } from './outlook.ts'

/**
 * Purchases at a rate Gamma(r, alpha), each followed by dropout with a chance p that is Beta(a, b): what
 * follows for a customer of BG/NBD or MBG/NBD who is one now. The rule integrates over p, so that there is no
 * ₂F₁ and no special case at a = 1 or a + b < 1.
 */
export function betaGeometricProcess(parameters: BetaGeometricParameters, rule: BetaRule): LiveProcess {
  const { r, alpha, a, b } = parameters
  const silentFor = (time: number) => Math.exp(-r * Math.log1p(time / alpha))
  return {
    aliveAt: (time) => betaMean(rule, (p) => Math.exp(-r * Math.log1p((p * time) / alpha))),
    expected(time) {
      if (time === Number.POSITIVE_INFINITY) return a > 1 ? (a + b - 1) / (a - 1) : time
      const perUnit = time / alpha
      return betaMean(rule, (p) => (p === 0 ? r * perUnit : -Math.expm1(-r * Math.log1p(p * perUnit)) / p))
    },
    probabilityOf(n, from, length) {
      if (from === 0) return betaMean(rule, (p) => countOf(n, p, r, alpha, length))
      return betaMean(rule, (p) => {
        const still = Math.exp(-r * Math.log1p((p * from) / alpha))
        const then = still * countOf(n, p, r, alpha + p * from, length)
        return n === 0 ? then + (1 - still) : then
      })
    },
    silentFor,
    nextPurchase: (probability) => alpha * Math.expm1(-Math.log1p(-probability) / r),
    meanNextPurchase: r > 1 ? alpha / (r - 1) : undefined,
    rateAt: (time) =>
      betaMean(rule, (p) => (r / alpha) * Math.exp(-(r + 1) * Math.log1p((p * time) / alpha))),
    pace: alpha / (r + 1),
  }
}

/** The chance of n purchases in a time for a known p: n without leaving, or the n-th was the last. */
function countOf(n: number, p: number, r: number, alpha: number, time: number): number {
  const stayed = (1 - p) ** n * countProbability(n, r, alpha, time)
  return n === 0 ? stayed : stayed + p * (1 - p) ** (n - 1) * atLeastProbability(n, r, alpha, time)
}
