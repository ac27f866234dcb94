import { gammaGammaLikelihood } from '../models/gamma-gamma-likelihood.ts'
import { type SpendHistories, type SpendTable, spendTable } from '../models/spend-table.ts'
import { climb } from '../numeric/bfgs.ts'
import { polish, type Summit } from '../numeric/newton.ts'
import type { Box } from '../numeric/objective.ts'
import { correlation } from './correlation.ts'
import { ranAway } from './ran-away.ts'
import type { FittedSpend, SpendFit } from './spend-fit.ts'
import { uncertaintyOf } from './standard-errors.ts'

/** From how many customers on a spend model is fitted. */
export interface SpendFitOptions {
  /** Customers with a repeat period and a positive mean spend below which nothing is fitted. @default 20 */
  readonly minimumRepeaters?: number | undefined
}

const WALL = Math.log(1e8)
const SAMPLE_ROWS = 5_000

/**
 * Fits the Gamma-Gamma model of spend by maximum likelihood, on customers with x > 0 and m > 0. The parameter
 * v is in the unit of money of `m`; p and q have none.
 *
 * @example
 * ```ts
 * import { fitSpend } from '@clientele/scoring-ltv'
 *
 * const fit = fitSpend({ x: [2, 1, 4], m: [2235, 1177, 3010] })
 * console.log(fit.status) // insufficient_data
 * ```
 */
export function fitSpend(histories: SpendHistories, options: SpendFitOptions = {}): SpendFit {
  const table = spendTable(histories)
  const customers = table.x.length
  const { notPositive } = table
  const needed = Math.max(2, options.minimumRepeaters ?? 20)
  if (customers < needed) {
    const reason = `${customers} customers with repeat spend above zero, ${needed} are needed`
    return { status: 'insufficient_data', reason, customers, notPositive }
  }
  const unit = table.m.reduce((sum, mean) => sum + mean, 0) / customers
  const scaled: SpendTable = { ...table, m: table.m.map((mean) => mean / unit) }
  const box: Box = { low: [-WALL, -WALL, -WALL], high: [WALL, WALL, WALL] }
  const sample = sampled(scaled)
  const start = climb(gammaGammaLikelihood(sample), [Math.log(4), Math.log(3), 0], {
    box,
    scale: sample.x.length,
    tolerance: 1e-5,
  }).point
  const { point, evaluation, outcome } = polish(gammaGammaLikelihood(scaled), start, { box })
  const status = statusOf(point, outcome)
  const [p, q, vScaled] = point.map(Math.exp) as [number, number, number]
  const v = vScaled * unit
  const uncertainty = status === 'converged' ? uncertaintyOf([p, q, v], evaluation.hessian!) : undefined
  const errors = uncertainty?.standardErrors as readonly [number, number, number] | undefined
  return {
    status,
    parameters: { p, q, v },
    standardErrors: errors && { p: errors[0], q: errors[1], v: errors[2] },
    covariance: uncertainty?.covariance,
    logLikelihood: evaluation.value - customers * Math.log(unit),
    customers,
    notPositive,
    correlation: correlation(table.m, table.x),
  }
}

function statusOf(point: readonly number[], outcome: Summit['outcome']): FittedSpend['status'] {
  if (outcome === 'stopped') return 'not_converged'
  return outcome === 'flat' || ranAway(point) ? 'boundary' : 'converged'
}

/** Every n-th customer in the order of spend: a climb on a few thousand ends where one on all of them does. */
function sampled(table: SpendTable): SpendTable {
  if (table.x.length <= SAMPLE_ROWS) return table
  const order = Int32Array.from(table.m, (_, index) => index).sort((a, b) => table.m[a]! - table.m[b]!)
  const every = order.length / SAMPLE_ROWS
  const picked = Array.from({ length: SAMPLE_ROWS }, (_, index) => order[Math.floor((index + 0.5) * every)]!)
  return spendTable({ x: picked.map((row) => table.x[row]!), m: picked.map((row) => table.m[row]!) })
}
