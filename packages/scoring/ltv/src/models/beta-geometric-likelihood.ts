import type { Objective } from '../numeric/objective.ts'
import { risingFactorials } from '../numeric/rising-factorials.ts'
import { addOuter, mirrored } from './add-outer.ts'
import type { HistoryTable } from './history-table.ts'
import { inLogSpace } from './log-space.ts'

/**
 * The log-likelihood of BG/NBD (Fader, Hardie and Lee 2005, equation 6) and MBG/NBD (Batislam, Denizel and
 * Filiztekin 2007) in (ln r, ln alpha, ln a, ln b).
 *
 * The two differ by one: a customer of MBG/NBD may also leave right after the first purchase, so there are
 * `k = x + 1` occasions to stay instead of x. Per row it takes two logarithms, one exponential and one log1p;
 * what depends on x alone is summed once per distinct x.
 */
export function betaGeometricLikelihood(table: HistoryTable, extra: 0 | 1): Objective {
  const occasions = Float64Array.from(table.counts, (x) => x + extra)
  return (point, curvature) => {
    const [r, alpha, a, b] = point.map(Math.exp) as [number, number, number, number]
    const rates = risingFactorials(r, table.counts)
    const stay = risingFactorials(b, occasions)
    const all = risingFactorials(a + b, occasions)
    let value = 0
    const gradient = new Float64Array(4)
    const hessian = new Float64Array(16)
    for (let index = 0; index < occasions.length; index += 1) {
      const weight = table.countWeight[index]!
      value +=
        weight *
        (rates[index]!.value - stayedGap(a, b, occasions[index]!, stay[index]!.value, all[index]!.value))
      gradient[0]! += weight * rates[index]!.first
      gradient[2]! -= weight * all[index]!.first
      gradient[3]! += weight * (stay[index]!.first - all[index]!.first)
      if (!curvature) continue
      hessian[0]! += weight * rates[index]!.second
      hessian[10]! -= weight * all[index]!.second
      hessian[14]! -= weight * all[index]!.second
      hessian[15]! += weight * (stay[index]!.second - all[index]!.second)
    }
    const logA = Math.log(a)
    const slope = new Float64Array(4)
    slope[2] = 1 / a
    for (let row = 0; row < table.rows; row += 1) {
      const weight = table.weight[row]!
      const x = table.x[row]!
      const end = alpha + table.T[row]!
      const shrink = Math.log1p(table.T[row]! / alpha)
      value -= weight * (r * shrink + (x === 0 ? 0 : x * Math.log(end)))
      gradient[0]! -= weight * shrink
      gradient[1]! += weight * (r * (1 / alpha - 1 / end) - x / end)
      if (curvature) {
        hessian[4]! += weight * (1 / alpha - 1 / end)
        hessian[5]! += weight * ((r + x) / (end * end) - r / (alpha * alpha))
      }
      const k = x + extra
      if (k === 0) continue
      const last = alpha + table.tx[row]!
      const silence = Math.log(end / last)
      const odds = logA - Math.log(b + k - 1) + (r + x) * silence
      const fading = Math.exp(-Math.abs(odds))
      value += weight * (Math.max(odds, 0) + Math.log1p(fading))
      const gone = (odds > 0 ? 1 : fading) / (1 + fading)
      const stayed = 1 / (b + k - 1)
      const pace = 1 / end - 1 / last
      slope[0] = silence
      slope[1] = (r + x) * pace
      slope[3] = -stayed
      const share = weight * gone
      gradient[0]! += share * silence
      gradient[1]! += share * slope[1]!
      gradient[2]! += share / a
      gradient[3]! -= share * stayed
      if (!curvature) continue
      addOuter(hessian, 4, slope, weight * (fading / ((1 + fading) * (1 + fading))))
      hessian[4]! += share * pace
      hessian[5]! += share * (r + x) * (1 / (last * last) - 1 / (end * end))
      hessian[10]! -= share / (a * a)
      hessian[15]! += share * stayed * stayed
    }
    return inLogSpace([r, alpha, a, b], {
      value,
      gradient: Array.from(gradient),
      hessian: curvature ? mirrored(hessian, 4) : undefined,
    })
  }
}

/** `ln (a+b)_k − ln (b)_k`, kept precise when a is tiny against b and the two are nearly equal. */
function stayedGap(a: number, b: number, k: number, stay: number, all: number): number {
  if (a > 1e-3 * b || k > 256) return all - stay
  let sum = 0
  for (let j = 0; j < k; j += 1) sum += Math.log1p(a / (b + j))
  return sum
}
