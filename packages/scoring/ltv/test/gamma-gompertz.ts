import { logGamma } from '@clientele/core/numeric'
import type { HistoryTable } from '../src/models/history-table.ts'
import { climb } from '../src/numeric/bfgs.ts'
import { gaussLegendre } from '../src/numeric/gauss-legendre.ts'
import type { Objective } from '../src/numeric/objective.ts'

/** Purchase rates Gamma(r, alpha), Gompertz lifetimes of shape b with a scale Gamma(s, beta) over the customers. */
export interface GammaGompertz {
  readonly r: number
  readonly alpha: number
  readonly b: number
  readonly s: number
  readonly beta: number
}

const { nodes, weights } = gaussLegendre(24)

/**
 * The log-likelihood of Gamma/Gompertz/NBD (Bemmaor and Glady 2012), straight from its definition: still there at
 * T, or left at y in [tx, T] with the Gompertz density. A check of figures only: no model of the package.
 */
export function gammaGompertzLogLikelihood(model: GammaGompertz, table: HistoryTable): number {
  const { r, alpha, b, s, beta } = model
  let sum = 0
  for (let row = 0; row < table.rows; row += 1) {
    const [x, tx, T] = [table.x[row]!, table.tx[row]!, table.T[row]!]
    const stays = (y: number) => -s * Math.log1p(Math.expm1(b * y) / beta)
    let density = Math.exp(-(r + x) * Math.log(alpha + T) + stays(T))
    for (let node = 0; node < nodes.length; node += 1) {
      const y = tx + (T - tx) * nodes[node]!
      const hazard = (b * s * Math.exp(b * y)) / (beta + Math.expm1(b * y))
      density += weights[node]! * (T - tx) * hazard * Math.exp(-(r + x) * Math.log(alpha + y) + stays(y))
    }
    sum += table.weight[row]! * (logGamma(r + x) - logGamma(r) + r * Math.log(alpha) + Math.log(density))
  }
  return sum
}

/** The best r, alpha, s and beta for a shape b: the likelihood is a flat ridge along b. */
export function profileAt(b: number, table: HistoryTable, start: readonly number[]): GammaGompertz {
  const modelAt = (point: readonly number[]): GammaGompertz => {
    const [r, alpha, s, beta] = point.map(Math.exp) as [number, number, number, number]
    return { r, alpha, b, s, beta }
  }
  const valueAt = (point: readonly number[]) => gammaGompertzLogLikelihood(modelAt(point), table)
  const objective: Objective = (point) => ({
    value: valueAt(point),
    gradient: point.map((_, index) => {
      const moved = (by: number) =>
        valueAt(point.map((value, other) => (other === index ? value + by : value)))
      return (moved(1e-5) - moved(-1e-5)) / 2e-5
    }),
    hessian: undefined,
  })
  const box = { low: start.map(() => -20), high: start.map(() => 20) }
  return modelAt(
    climb(objective, start.map(Math.log), { box, scale: table.customers, tolerance: 1e-8 }).point,
  )
}
