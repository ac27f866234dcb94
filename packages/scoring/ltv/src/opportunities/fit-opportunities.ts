import { ClienteleError } from '@clientele/core'
import { CHURN_SIGNAL } from '../fit/churn-signal.ts'
import type { FitOptions } from '../fit/fit-purchases.ts'
import { informationCriteria } from '../fit/information-criteria.ts'
import type { FitStatus } from '../fit/purchase-fit.ts'
import { ranAway } from '../fit/ran-away.ts'
import { uncertaintyOf } from '../fit/standard-errors.ts'
import { compressHistories } from '../models/compress-histories.ts'
import { type HistoryTable, historyTable } from '../models/history-table.ts'
import { climb } from '../numeric/bfgs.ts'
import { polish, type Summit } from '../numeric/newton.ts'
import type { Objective } from '../numeric/objective.ts'
import type { OpportunityHistories } from './opportunity-history.ts'
import { opportunityLikelihood, stayingLikelihood } from './opportunity-likelihood.ts'
import type { OpportunityModel } from './opportunity-model.ts'

/** A model of discrete opportunities that was fitted, with what is known about it. */
export interface FittedOpportunities {
  readonly status: FitStatus
  readonly model: OpportunityModel
  /** `undefined` unless the status is `converged`. */
  readonly standardErrors: { readonly [parameter in keyof OpportunityModel]: number } | undefined
  /** In the order alpha, beta, gamma, delta. */
  readonly covariance: readonly (readonly number[])[] | undefined
  readonly logLikelihood: number
  readonly aic: number
  readonly bic: number
  readonly customers: number
  /** Customers who took an opportunity. */
  readonly repeaters: number
  /** Distinct records. */
  readonly rows: number
  /** The beta-binomial on the same records: what they look like if nobody ever leaves. */
  readonly staying: {
    readonly alpha: number
    readonly beta: number
    readonly logLikelihood: number
    /** Twice the gain in log-likelihood that dropout brings. */
    readonly likelihoodRatio: number
  }
}

/** A fitted model of discrete opportunities, or why there is none. */
export type OpportunityFit =
  | FittedOpportunities
  | {
      readonly status: 'insufficient_data'
      readonly reason: string
      readonly customers: number
      readonly repeaters: number
    }

const WALL = Math.log(1e8)

/**
 * Fits BG/BB by maximum likelihood: for customers who are offered to buy at given moments, once a season or once
 * a year. Where purchases may come at any time, `fitPurchases` knows more.
 *
 * @example
 * ```ts
 * import { fitOpportunities } from '@clientele/scoring-ltv'
 *
 * const fit = fitOpportunities({ x: [2, 0, 1], tx: [5, 0, 1], n: [6, 6, 6] })
 * console.log(fit.status) // insufficient_data
 * ```
 *
 * @throws `INVALID_INPUT` for a record that cannot be: not x ≤ tx ≤ n in whole numbers
 */
export function fitOpportunities(
  histories: OpportunityHistories,
  options: Omit<FitOptions, 'family'> = {},
): OpportunityFit {
  const table = tableOf(histories)
  let repeaters = 0
  for (let row = 0; row < table.rows; row += 1) if (table.x[row]! > 0) repeaters += table.weight[row]!
  const { customers } = table
  const neededRepeaters = Math.max(1, options.minimumRepeaters ?? 20)
  const needed = options.minimumCustomers ?? 100
  if (customers < needed || repeaters < neededRepeaters) {
    const reason = `${customers} customers, ${repeaters} of them took an opportunity; ${needed} and ${neededRepeaters} are needed`
    return { status: 'insufficient_data', reason, customers, repeaters }
  }
  const staying = summitOf(stayingLikelihood(table), [0, 0], customers)
  const { point, evaluation, outcome } = summitOf(
    opportunityLikelihood(table),
    [staying.point[0]! + 0.5, staying.point[1]!, Math.log(0.7), Math.log(4)],
    customers,
  )
  const likelihoodRatio = Math.max(0, 2 * (evaluation.value - staying.evaluation.value))
  const status =
    likelihoodRatio < CHURN_SIGNAL ? 'no_churn_signal' : ranAway(point) ? 'boundary' : STATUS[outcome]
  const [alpha, beta, gamma, delta] = point.map(Math.exp) as [number, number, number, number]
  const uncertainty =
    status === 'converged' ? uncertaintyOf([alpha, beta, gamma, delta], evaluation.hessian!) : undefined
  const errors = uncertainty?.standardErrors as readonly [number, number, number, number] | undefined
  return {
    status,
    model: { alpha, beta, gamma, delta },
    standardErrors: errors && { alpha: errors[0], beta: errors[1], gamma: errors[2], delta: errors[3] },
    covariance: uncertainty?.covariance,
    logLikelihood: evaluation.value,
    ...informationCriteria(evaluation.value, point.length, customers),
    customers,
    repeaters,
    rows: table.rows,
    staying: {
      alpha: Math.exp(staying.point[0]!),
      beta: Math.exp(staying.point[1]!),
      logLikelihood: staying.evaluation.value,
      likelihoodRatio,
    },
  }
}

const STATUS: { readonly [outcome in Summit['outcome']]: FitStatus } = {
  converged: 'converged',
  flat: 'boundary',
  stopped: 'not_converged',
}

function summitOf(objective: Objective, start: readonly number[], scale: number): Summit {
  const box = { low: start.map(() => -WALL), high: start.map(() => WALL) }
  return polish(objective, climb(objective, start, { box, scale, tolerance: 1e-5 }).point, { box })
}

function tableOf({ x, tx, n, customers }: OpportunityHistories): HistoryTable {
  for (let row = 0; row < x.length; row += 1) {
    const [taken, last, offered] = [x[row]!, tx[row]!, n[row]!]
    const whole = [taken, last, offered].every(Number.isSafeInteger)
    if (whole && taken >= 0 && taken <= last && last <= offered && (taken > 0 || last === 0)) continue
    throw new ClienteleError(
      'INVALID_INPUT',
      `Expected whole numbers with 0 ≤ x ≤ tx ≤ n (tx = 0 when x = 0), got x = ${taken}, tx = ${last}, n = ${offered}.`,
    )
  }
  if (customers === undefined) return compressHistories({ x, tx, T: n }).table
  const [taken, last, offered, weight] = [x, tx, n, customers].map((column) => Float64Array.from(column))
  return historyTable({ x: taken!, tx: last!, T: offered!, weight: weight! })
}
