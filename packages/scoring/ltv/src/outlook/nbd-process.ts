import type { NbdParameters } from '../models/parameters.ts'
import { countProbability } from '../numeric/negative-binomial.ts'
import type { LiveProcess } from './outlook.ts'

/** Purchases at a rate Gamma(r, alpha) for ever: what follows where nobody leaves. */
export function nbdProcess({ r, alpha }: NbdParameters): LiveProcess {
  return {
    aliveAt: () => 1,
    expected: (time) => (r / alpha) * time,
    probabilityOf: (n, _from, length) => countProbability(n, r, alpha, length),
    silentFor: (time) => Math.exp(-r * Math.log1p(time / alpha)),
    nextPurchase: (probability) => alpha * Math.expm1(-Math.log1p(-probability) / r),
    meanNextPurchase: r > 1 ? alpha / (r - 1) : undefined,
    rateAt: () => r / alpha,
    pace: Number.POSITIVE_INFINITY,
  }
}
