import { addOuter, mirrored } from '../models/add-outer.ts'
import type { HistoryTable } from '../models/history-table.ts'
import { inLogSpace } from '../models/log-space.ts'
import type { Objective } from '../numeric/objective.ts'
import { type RisingFactorial, risingFactorials } from '../numeric/rising-factorials.ts'

interface Walks {
  readonly taken: readonly RisingFactorial[]
  readonly refused: readonly RisingFactorial[]
  readonly offered: readonly RisingFactorial[]
}

/** Sums over the mixture of one record: density, slopes and the lower triangle of its curvature. */
interface Mixture {
  value: number
  readonly gradient: Float64Array
  readonly hessian: Float64Array
}

/**
 * The log-likelihood of BG/BB (Fader, Hardie and Shang 2010, "Customer-base analysis in a discrete-time
 * noncontractual setting", equation 5) in (ln alpha, ln beta, ln gamma, ln delta); T of the table is n.
 *
 * A record is a mixture of "still there after the last opportunity" and "left after opportunity j", for j from
 * the last one taken on. Each component is a product of rising factorials, so derivatives are table look-ups.
 */
export function opportunityLikelihood(table: HistoryTable): Objective {
  const counts = countsOf(table)
  return (point, curvature) => {
    const [alpha, beta, gamma, delta] = point.map(Math.exp) as [number, number, number, number]
    const buy: Walks = {
      taken: risingFactorials(alpha, counts),
      refused: risingFactorials(beta, counts),
      offered: risingFactorials(alpha + beta, counts),
    }
    const stay = { stayed: risingFactorials(delta, counts), asked: risingFactorials(gamma + delta, counts) }
    const logGone = Math.log(gamma)
    const slope = new Float64Array(4)
    const total = { value: 0, gradient: new Float64Array(4), hessian: new Float64Array(16) }
    for (let row = 0; row < table.rows; row += 1) {
      const [x, tx, n] = [table.x[row]!, table.tx[row]!, table.T[row]!]
      const mixture: Mixture = { value: 0, gradient: new Float64Array(4), hessian: new Float64Array(16) }
      const height = (j: number, gone: 0 | 1): number =>
        buy.taken[x]!.value +
        buy.refused[j - x]!.value -
        buy.offered[j]!.value +
        stay.stayed[j]!.value -
        stay.asked[j + gone]!.value +
        gone * logGone
      // The highest component is taken out, so that none of a long record underflows.
      let top = height(n, 0)
      for (let j = tx; j < n; j += 1) top = Math.max(top, height(j, 1))
      const add = (j: number, gone: 0 | 1): void => {
        const share = Math.exp(height(j, gone) - top)
        const [taken, refused, offered] = [buy.taken[x]!, buy.refused[j - x]!, buy.offered[j]!]
        const [stayed, asked] = [stay.stayed[j]!, stay.asked[j + gone]!]
        slope[0] = taken.first - offered.first
        slope[1] = refused.first - offered.first
        slope[2] = gone / gamma - asked.first
        slope[3] = stayed.first - asked.first
        mixture.value += share
        for (let i = 0; i < 4; i += 1) mixture.gradient[i]! += share * slope[i]!
        if (!curvature) return
        addOuter(mixture.hessian, 4, slope, share)
        mixture.hessian[0]! += share * (taken.second - offered.second)
        mixture.hessian[4]! -= share * offered.second
        mixture.hessian[5]! += share * (refused.second - offered.second)
        mixture.hessian[10]! -= share * (gone / (gamma * gamma) + asked.second)
        mixture.hessian[14]! -= share * asked.second
        mixture.hessian[15]! += share * (stayed.second - asked.second)
      }
      add(n, 0)
      for (let j = tx; j < n; j += 1) add(j, 1)
      addLogOf(mixture, top, table.weight[row]!, total)
    }
    return inLogSpace([alpha, beta, gamma, delta], {
      value: total.value,
      gradient: Array.from(total.gradient),
      hessian: curvature ? mirrored(total.hessian, 4) : undefined,
    })
  }
}

/** 0, 1, 2 … up to the longest record. */
function countsOf(table: HistoryTable): readonly number[] {
  const longest = table.T.reduce((most, n) => Math.max(most, n), 0)
  return Array.from({ length: longest + 1 }, (_, count) => count)
}

/** Adds the logarithm of a mixture, with its derivatives. */
function addLogOf(mixture: Mixture, top: number, weight: number, total: Mixture): void {
  total.value += weight * (Math.log(mixture.value) + top)
  const mean = mixture.gradient.map((sum) => sum / mixture.value)
  for (let i = 0; i < 4; i += 1) {
    total.gradient[i]! += weight * mean[i]!
    for (let j = 0; j <= i; j += 1)
      total.hessian[i * 4 + j]! +=
        weight * (mixture.hessian[i * 4 + j]! / mixture.value - mean[i]! * mean[j]!)
  }
}

/** The log-likelihood of the beta-binomial in (ln alpha, ln beta): the same without anybody leaving. */
export function stayingLikelihood(table: HistoryTable): Objective {
  const counts = countsOf(table)
  return (point, curvature) => {
    const [alpha, beta] = point.map(Math.exp) as [number, number]
    const taken = risingFactorials(alpha, counts)
    const refused = risingFactorials(beta, counts)
    const offered = risingFactorials(alpha + beta, counts)
    let value = 0
    const gradient = [0, 0]
    const hessian = [0, 0, 0]
    for (let row = 0; row < table.rows; row += 1) {
      const weight = table.weight[row]!
      const [a, b, c] = [
        taken[table.x[row]!]!,
        refused[table.T[row]! - table.x[row]!]!,
        offered[table.T[row]!]!,
      ]
      value += weight * (a.value + b.value - c.value)
      gradient[0]! += weight * (a.first - c.first)
      gradient[1]! += weight * (b.first - c.first)
      hessian[0]! += weight * (a.second - c.second)
      hessian[1]! -= weight * c.second
      hessian[2]! += weight * (b.second - c.second)
    }
    const [aa, ab, bb] = hessian as [number, number, number]
    return inLogSpace([alpha, beta], {
      value,
      gradient,
      hessian: curvature
        ? [
            [aa, ab],
            [ab, bb],
          ]
        : undefined,
    })
  }
}
