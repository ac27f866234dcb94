import type { ParetoParameters } from '../models/parameters.ts'
import { dropoutIntegral, dropoutPlan } from '../models/pareto-integral.ts'
import type { QuadratureRule } from '../numeric/gauss-legendre.ts'
import { increasingRoot } from '../numeric/increasing-root.ts'
import { integrate } from '../numeric/integrate.ts'
import { countProbability } from '../numeric/negative-binomial.ts'
import type { LiveProcess } from './outlook.ts'

/**
 * Purchases at a rate Gamma(r, alpha) until a dropout at a rate Gamma(s, beta): what follows for a customer of
 * Pareto/NBD who is one now.
 */
export function paretoProcess(parameters: ParetoParameters, rules: readonly QuadratureRule[]): LiveProcess {
  const { r, alpha, s, beta } = parameters
  const aliveAt = (time: number) => Math.exp(-s * Math.log1p(time / beta))
  const model = { alpha, beta, R: r, s }
  const leftSilently = (time: number) => dropoutIntegral(dropoutPlan(rules, model, 0, time), model, 0)
  const silentFor = (time: number) => {
    if (time === 0) return 1
    const present =
      time === Number.POSITIVE_INFINITY ? 0 : aliveAt(time) * countProbability(0, r, alpha, time)
    return Math.min(1, present + leftSilently(time))
  }
  const never = () => silentFor(Number.POSITIVE_INFINITY)
  return {
    aliveAt,
    expected: (time) => (r / alpha) * beta * stayed(s - 1, time / beta),
    probabilityOf(n, from, length) {
      const still = aliveAt(from)
      const then = still * countWithDropout(n, { r, alpha, s, beta: beta + from }, length)
      return n === 0 ? then + (1 - still) : then
    },
    silentFor,
    nextPurchase(probability) {
      if (probability <= 0) return 0
      if (probability >= 1 - never()) return undefined
      return increasingRoot((time) => 1 - silentFor(time) - probability, alpha / r)
    },
    // Some leave before they buy again, so the time to a next purchase has no finite mean.
    meanNextPurchase: undefined,
    rateAt: (time) => (r / alpha) * aliveAt(time),
    pace: Math.min(beta, beta / s),
  }
}

/** `(1 − (1+u)^−c) / c`, which is ln(1+u) at c = 0: no special case at s = 1. */
function stayed(c: number, u: number): number {
  if (u === Number.POSITIVE_INFINITY) return c > 0 ? 1 / c : u
  const log = Math.log1p(u)
  const exponent = c * log
  return Math.abs(exponent) < 1e-8 ? log * (1 - exponent / 2) : -Math.expm1(-exponent) / c
}

/** The NBD if still a customer at the end, and the NBD up to the moment of dropout before. */
function countWithDropout(n: number, parameters: ParetoParameters, time: number): number {
  const { r, alpha, s, beta } = parameters
  const present = Math.exp(-s * Math.log1p(time / beta)) * countProbability(n, r, alpha, time)
  const scale = Math.min(alpha / Math.max(r, 1), beta / Math.max(s, 1), time)
  const left = integrate(
    (v) => {
      const y = scale * Math.expm1(v)
      const density = (s / beta) * Math.exp(-(s + 1) * Math.log1p(y / beta))
      return density * countProbability(n, r, alpha, y) * (scale + y)
    },
    0,
    Math.log1p(time / scale),
  )
  return present + left
}
