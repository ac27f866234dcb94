import { seededRandom } from '@clientele/testing'
import type { PurchaseHistories } from '../src/models/history.ts'

/** Medians of the posterior: mean and covariance of the log rates of purchase and of dropout over customers. */
export interface AbeMedians {
  readonly logLambda: number
  readonly logMu: number
  readonly varLogLambda: number
  readonly covariance: number
  readonly varLogMu: number
}

const PRIOR_WEIGHT = 0.01
const PRIOR_DEGREES = 4

/**
 * The hierarchical Pareto/NBD of Abe (2009), by Markov chain: log rates are bivariate normal over customers; each
 * customer's pair moves by Metropolis steps, their mean and covariance are drawn from the conjugate posterior.
 * A check of figures only: no model of the package.
 */
export function abePosterior(
  { x, tx, T }: PurchaseHistories,
  run: { readonly burn: number; readonly draws: number; readonly seed: number },
): AbeMedians {
  const random = seededRandom(run.seed)
  const size = x.length
  const l = new Float64Array(size).fill(-3.5)
  const m = new Float64Array(size).fill(-3.5)
  let mean = [-3.5, -3.5] as readonly [number, number]
  let [va, vab, vb] = [1, 0, 2]
  const fit = (index: number, a: number, b: number): number => {
    const [lambda, mu] = [Math.exp(a), Math.exp(b)]
    const both = lambda + mu
    const present = lambda * Math.exp(-both * (T[index]! - tx[index]!))
    return x[index]! * a - both * tx[index]! - Math.log(both) + Math.log(mu + present)
  }
  const kept: number[][] = [[], [], [], [], []]
  for (let round = 0; round < run.burn + run.draws; round += 1) {
    const det = va * vb - vab * vab
    const prior = (a: number, b: number): number => {
      const [da, db] = [a - mean[0], b - mean[1]]
      return -(vb * da * da - 2 * vab * da * db + va * db * db) / (2 * det)
    }
    let [sumA, sumB] = [0, 0]
    for (let index = 0; index < size; index += 1) {
      const [a, b] = [l[index]!, m[index]!]
      const [a2, b2] = [a + (random.normal() * 1.1) / Math.sqrt(1 + x[index]!), b + random.normal() * 1.4]
      const gain = fit(index, a2, b2) + prior(a2, b2) - fit(index, a, b) - prior(a, b)
      if (-random.exponential() < gain) {
        l[index] = a2
        m[index] = b2
      }
      sumA += l[index]!
      sumB += m[index]!
    }
    const middle = [sumA / size, sumB / size] as const
    const pull = (size * PRIOR_WEIGHT) / (size + PRIOR_WEIGHT)
    let [saa, sab, sbb] = [
      PRIOR_DEGREES + pull * middle[0] ** 2,
      pull * middle[0] * middle[1],
      PRIOR_DEGREES + pull * middle[1] ** 2,
    ]
    for (let index = 0; index < size; index += 1) {
      const [da, db] = [l[index]! - middle[0], m[index]! - middle[1]]
      saa += da * da
      sab += da * db
      sbb += db * db
    }
    // An inverse Wishart by Bartlett: Γ = (L A)⁻ᵀ (L A)⁻¹ with L Lᵀ = S⁻¹.
    const degrees = PRIOR_DEGREES + size
    const [c1, c2] = [2 * random.gamma(degrees / 2), 2 * random.gamma((degrees - 1) / 2)].map(Math.sqrt)
    const n = random.normal()
    const detS = saa * sbb - sab * sab
    const l11 = Math.sqrt(sbb / detS)
    const l21 = -sab / detS / l11
    const l22 = Math.sqrt(saa / detS - l21 * l21)
    const [w11, w21, w22] = [l11 * c1!, l21 * c1! + l22 * n, l22 * c2!]
    const [i11, i21, i22] = [1 / w11, -w21 / (w11 * w22), 1 / w22]
    ;[va, vab, vb] = [i11 * i11 + i21 * i21, i21 * i22, i22 * i22]
    const share = size / (size + PRIOR_WEIGHT)
    const spread = Math.sqrt(1 / (size + PRIOR_WEIGHT))
    const first = random.normal()
    const root = Math.sqrt(va)
    mean = [
      share * middle[0] + spread * root * first,
      share * middle[1] +
        spread * ((vab / root) * first + Math.sqrt(vb - (vab * vab) / va) * random.normal()),
    ]
    if (round < run.burn) continue
    for (const [index, value] of [mean[0], mean[1], va, vab, vb].entries()) kept[index]!.push(value)
  }
  const [logLambda, logMu, varLogLambda, covariance, varLogMu] = kept.map(
    (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!,
  ) as [number, number, number, number, number]
  return { logLambda, logMu, varLogLambda, covariance, varLogMu }
}
