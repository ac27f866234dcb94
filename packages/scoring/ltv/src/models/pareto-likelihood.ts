import type { Objective } from '../numeric/objective.ts'
import { risingFactorials } from '../numeric/rising-factorials.ts'
import { mirrored } from './add-outer.ts'
import type { HistoryTable } from './history-table.ts'
import { inLogSpace } from './log-space.ts'
import { dropoutPlan, dropoutRules } from './pareto-integral.ts'

/** Sums over the mixture of one customer: the density, its four slopes, and its ten curvatures. */
type MixtureSums = Float64Array

/**
 * Adds one component of the mixture with density f: "still there at T" (`left` 0) or "left at y" (`left` 1).
 * Its slopes are those of `ln f = −R la − (s + left) lb + left ln s`.
 */
function addComponent(
  sums: MixtureSums,
  f: number,
  at: { readonly la: number; readonly lb: number; readonly ia: number; readonly ib: number },
  model: { readonly R: number; readonly s: number },
  left: 0 | 1,
): void {
  const dr = -at.la
  const da = -model.R * at.ia
  const ds = left / model.s - at.lb
  const db = -(model.s + left) * at.ib
  sums[0]! += f
  sums[1]! += f * dr
  sums[2]! += f * da
  sums[3]! += f * ds
  sums[4]! += f * db
  sums[5]! += f * dr * dr
  sums[6]! += f * (dr * da - at.ia)
  sums[7]! += f * (da * da - da * at.ia)
  sums[8]! += f * dr * ds
  sums[9]! += f * da * ds
  sums[10]! += f * (ds * ds - left / (model.s * model.s))
  sums[11]! += f * dr * db
  sums[12]! += f * da * db
  sums[13]! += f * (ds * db - at.ib)
  sums[14]! += f * (db * db - db * at.ib)
}

/** Rows of the lower triangle as pairs, in the order of the sums from the fifth on. */
const PAIRS: readonly (readonly [number, number])[] = [
  [0, 0],
  [1, 0],
  [1, 1],
  [2, 0],
  [2, 1],
  [2, 2],
  [3, 0],
  [3, 1],
  [3, 2],
  [3, 3],
]

/**
 * The log-likelihood of Pareto/NBD (Schmittlein, Morrison and Colombo 1987) in (ln r, ln alpha, ln s, ln beta).
 *
 * A customer is a mixture of "still there at T" and "left at y, for y in [tx, T]" (Fader and Hardie 2005, "A
 * note on deriving the Pareto/NBD model", before the step to ₂F₁). The mixture is summed at quadrature nodes
 * with positive weights, so the gradient and the Hessian are moments of the nodes' own log-derivatives.
 */
export function paretoLikelihood(table: HistoryTable): Objective {
  const rules = dropoutRules()
  return (point, curvature) => {
    const [r, alpha, s, beta] = point.map(Math.exp) as [number, number, number, number]
    const rates = risingFactorials(r, table.counts)
    let value = 0
    const gradient = new Float64Array(4)
    const hessian = new Float64Array(16)
    for (let index = 0; index < rates.length; index += 1) {
      const weight = table.countWeight[index]!
      value += weight * rates[index]!.value
      gradient[0]! += weight * rates[index]!.first
      hessian[0]! += weight * rates[index]!.second
    }
    const sums: MixtureSums = new Float64Array(15)
    for (let row = 0; row < table.rows; row += 1) {
      const weight = table.weight[row]!
      const x = table.x[row]!
      const tx = table.tx[row]!
      const T = table.T[row]!
      const R = r + x
      const model = { alpha, beta, R, s }
      const lastA = alpha + tx
      const lastB = beta + tx
      const plan = dropoutPlan(rules, model, tx, T)
      const { nodes, weights } = plan.rule
      const start = plan.shift + tx
      const density = s * plan.length
      const endA = Math.log((alpha + T) / lastA)
      const endB = Math.log((beta + T) / lastB)
      const present = Math.exp(-R * endA - s * endB)
      sums.fill(0)
      if (curvature) {
        addComponent(sums, present, { la: endA, lb: endB, ia: 1 / (alpha + T), ib: 1 / (beta + T) }, model, 0)
      } else {
        sums[0] = present
        sums[1] = -present * endA
        sums[2] = (-present * R) / (alpha + T)
        sums[3] = -present * endB
        sums[4] = (-present * s) / (beta + T)
      }
      for (let part = 0; part < plan.panels; part += 1) {
        for (let index = 0; index < nodes.length; index += 1) {
          const after = start * (Math.exp((part + nodes[index]!) * plan.length) - 1)
          const la = Math.log(1 + after / lastA)
          const lb = Math.log(1 + after / lastB)
          const ia = 1 / (lastA + after)
          const ib = 1 / (lastB + after)
          const f = density * weights[index]! * (start + after) * ib * Math.exp(-R * la - s * lb)
          if (curvature) {
            addComponent(sums, f, { la, lb, ia, ib }, model, 1)
          } else {
            sums[0]! += f
            sums[1]! -= f * la
            sums[2]! -= f * R * ia
            sums[3]! += f * (1 / s - lb)
            sums[4]! -= f * (s + 1) * ib
          }
        }
      }
      const total = sums[0]!
      const baseA = Math.log1p(tx / alpha)
      const baseB = Math.log1p(tx / beta)
      value += weight * (Math.log(total) - r * baseA - (x === 0 ? 0 : x * Math.log(lastA)) - s * baseB)
      // The slopes of the base `−r ln(1 + tx/alpha) − x ln(alpha + tx) − s ln(1 + tx/beta)` are part of the
      // components' own (ln((alpha+y)/alpha) and so on), apart from those in r and s, which were scaled out.
      gradient[0]! += weight * (sums[1]! / total - baseA)
      gradient[1]! += weight * (sums[2]! / total + r / alpha)
      gradient[2]! += weight * (sums[3]! / total - baseB)
      gradient[3]! += weight * (sums[4]! / total + s / beta)
      if (!curvature) continue
      for (let pair = 0; pair < 10; pair += 1) {
        const [i, j] = PAIRS[pair]!
        const mean = (sums[i + 1]! * sums[j + 1]!) / (total * total)
        hessian[i * 4 + j]! += weight * (sums[pair + 5]! / total - mean)
      }
      hessian[4]! += weight / alpha
      hessian[5]! -= (weight * r) / (alpha * alpha)
      hessian[14]! += weight / beta
      hessian[15]! -= (weight * s) / (beta * beta)
    }
    return inLogSpace([r, alpha, s, beta], {
      value,
      gradient: Array.from(gradient),
      hessian: curvature ? mirrored(hessian, 4) : undefined,
    })
  }
}
