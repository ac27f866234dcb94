import type { Objective } from '../numeric/objective.ts'
import { risingFactorials } from '../numeric/rising-factorials.ts'
import type { HistoryTable } from './history-table.ts'
import { inLogSpace } from './log-space.ts'

/** The log-likelihood of the plain NBD (Ehrenberg 1959, one customer per row) in (ln r, ln alpha). */
export function nbdLikelihood(table: HistoryTable): Objective {
  return (point, curvature) => {
    const r = Math.exp(point[0]!)
    const alpha = Math.exp(point[1]!)
    const rising = risingFactorials(r, table.counts)
    let value = 0
    let gr = 0
    let ga = 0
    let hrr = 0
    let hra = 0
    let haa = 0
    for (let index = 0; index < rising.length; index += 1) {
      const weight = table.countWeight[index]!
      value += weight * rising[index]!.value
      gr += weight * rising[index]!.first
      hrr += weight * rising[index]!.second
    }
    for (let row = 0; row < table.rows; row += 1) {
      const weight = table.weight[row]!
      const x = table.x[row]!
      const T = table.T[row]!
      const total = alpha + T
      const shrink = Math.log1p(T / alpha)
      value -= weight * (r * shrink + (x === 0 ? 0 : x * Math.log(total)))
      gr -= weight * shrink
      ga += weight * ((r * T) / (alpha * total) - x / total)
      hra += (weight * T) / (alpha * total)
      haa += weight * ((r + x) / (total * total) - r / (alpha * alpha))
    }
    const hessian = curvature
      ? [
          [hrr, hra],
          [hra, haa],
        ]
      : undefined
    return inLogSpace([r, alpha], { value, gradient: [gr, ga], hessian })
  }
}
