import { logBeta } from '@clientele/core/numeric'
import { digamma, trigamma } from '../numeric/digamma.ts'
import type { Objective } from '../numeric/objective.ts'
import { mirrored } from './add-outer.ts'
import { inLogSpace } from './log-space.ts'
import type { SpendTable } from './spend-table.ts'

/**
 * The log-likelihood of the Gamma-Gamma model of spend (Fader and Hardie 2013, "The Gamma-Gamma model of
 * monetary value", equation 1a, of the mean spend) in (ln p, ln q, ln v).
 *
 * Per customer it takes two logarithms; gamma functions are evaluated once per distinct x.
 */
export function gammaGammaLikelihood(table: SpendTable): Objective {
  const { x, m, counts, countWeight } = table
  const customers = x.length
  return (point, curvature) => {
    const [p, q, v] = point.map(Math.exp) as [number, number, number]
    let value = 0
    const gradient = new Float64Array(3)
    const hessian = new Float64Array(9)
    for (let index = 0; index < counts.length; index += 1) {
      const n = counts[index]!
      const weight = countWeight[index]!
      const both = digamma(p * n + q)
      value -= weight * logBeta(p * n, q)
      gradient[0]! += weight * n * (both - digamma(p * n))
      gradient[1]! += weight * both
      if (!curvature) continue
      const bend = trigamma(p * n + q)
      hessian[0]! += weight * n * n * (bend - trigamma(p * n))
      hessian[3]! += weight * n * bend
      hessian[4]! += weight * bend
    }
    gradient[1]! -= customers * digamma(q)
    if (curvature) hessian[4]! -= customers * trigamma(q)
    for (let row = 0; row < customers; row += 1) {
      const n = x[row]!
      const mean = m[row]!
      const total = v + n * mean
      // Shares of the prior's v and of the customer's own spend in the total, kept as ratios of their own.
      const logPrior = -Math.log1p((n * mean) / v)
      const logOwn = -Math.log1p(v / (n * mean))
      const shape = p * n + q
      value += p * n * logOwn + q * logPrior - Math.log(mean)
      gradient[0]! += n * logOwn
      gradient[1]! += logPrior
      gradient[2]! += q / v - shape / total
      if (!curvature) continue
      hessian[6]! -= n / total
      hessian[7]! += 1 / v - 1 / total
      hessian[8]! += shape / (total * total) - q / (v * v)
    }
    return inLogSpace([p, q, v], {
      value,
      gradient: Array.from(gradient),
      hessian: curvature ? mirrored(hessian, 3) : undefined,
    })
  }
}
