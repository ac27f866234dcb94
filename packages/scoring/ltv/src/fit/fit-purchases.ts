import { ClienteleError } from '@clientele/core'
import { compressHistories } from '../models/compress-histories.ts'
import { modelOf, type PurchaseFamily, parameterNames } from '../models/family.ts'
import type { PurchaseHistories } from '../models/history.ts'
import { type HistoryTable, rescaled } from '../models/history-table.ts'
import { CHURN_SIGNAL } from './churn-signal.ts'
import { informationCriteria } from './information-criteria.ts'
import type { FitStatus, PurchaseFit } from './purchase-fit.ts'
import { ranAway } from './ran-away.ts'
import { searchDropout, searchNbd } from './search.ts'
import { uncertaintyOf } from './standard-errors.ts'

/** What to fit, and from how many customers on. */
export interface FitOptions {
  /** @default 'mbg/nbd', which does not force P(alive) = 1 on customers with one purchase */
  readonly family?: PurchaseFamily | undefined
  /** Customers below which nothing is fitted. @default 100 */
  readonly minimumCustomers?: number | undefined
  /** Customers with a repeat purchase below which nothing is fitted. @default 20 */
  readonly minimumRepeaters?: number | undefined
}

/**
 * Fits a purchase model by maximum likelihood: BFGS on a sample of folded histories, then Newton on all of
 * them, with analytic derivatives in log-parameters. Times may be in any unit; the parameters are in the same.
 *
 * @example
 * ```ts
 * import { fitPurchases } from '@clientele/scoring-ltv'
 *
 * const fit = fitPurchases({ x: [2, 1, 0], tx: [30.43, 1.71, 0], T: [38.86, 38.86, 38.86] })
 * console.log(fit.status) // insufficient_data
 * ```
 *
 * @throws `INVALID_INPUT` for a history that cannot be: x not a whole number, or not 0 ≤ tx ≤ T
 */
export function fitPurchases(histories: PurchaseHistories, options: FitOptions = {}): PurchaseFit {
  return fitTable(compressHistories(histories).table, options)
}

/** {@link fitPurchases} on histories that are folded already. */
export function fitTable(table: HistoryTable, options: FitOptions = {}): PurchaseFit {
  refuseImpossible(table)
  const family = options.family ?? 'mbg/nbd'
  const facts = factsOf(table)
  const { customers, repeaters } = facts
  const reason = whyTooLittle(facts, options)
  if (reason !== undefined) return { status: 'insufficient_data', reason, customers, repeaters }

  const unit = facts.time / customers
  const scaled = rescaled(table, unit)
  const nbd = searchNbd(scaled)
  const summit = family === 'nbd' ? nbd : searchDropout(family, scaled, nbd.point)
  const likelihoodRatio = Math.max(0, 2 * (summit.evaluation.value - nbd.evaluation.value))
  const outcome = ranAway(summit.point) && summit.outcome === 'converged' ? 'flat' : summit.outcome
  const status = statusOf(family, outcome, likelihoodRatio)

  const natural = (point: readonly number[]) =>
    point.map((value, index) => Math.exp(value) * (isTime(family, index) ? unit : 1))
  const shift = facts.purchases * Math.log(unit)
  const values = natural(summit.point)
  const logLikelihood = summit.evaluation.value - shift
  const uncertainty = status === 'converged' ? uncertaintyOf(values, summit.evaluation.hessian!) : undefined
  const [r, alpha] = natural(nbd.point) as [number, number]
  return {
    status,
    model: modelOf(family, values),
    standardErrors: uncertainty && named(parameterNames(family), uncertainty.standardErrors),
    covariance: uncertainty?.covariance,
    logLikelihood,
    ...informationCriteria(logLikelihood, values.length, customers),
    customers,
    repeaters,
    repeatPurchases: facts.purchases,
    rows: table.rows,
    nbd: { r, alpha, logLikelihood: nbd.evaluation.value - shift, likelihoodRatio },
  }
}

function named(names: readonly string[], values: readonly number[]): { readonly [name: string]: number } {
  return Object.fromEntries(names.map((name, index) => [name, values[index]!]))
}

/** alpha comes second in every family, and beta fourth in Pareto/NBD. */
function isTime(family: PurchaseFamily, index: number): boolean {
  return index === 1 || (index === 3 && family === 'pareto/nbd')
}

function statusOf(
  family: PurchaseFamily,
  outcome: 'converged' | 'flat' | 'stopped',
  likelihoodRatio: number,
): FitStatus {
  if (family !== 'nbd' && likelihoodRatio < CHURN_SIGNAL) return 'no_churn_signal'
  if (outcome === 'converged') return 'converged'
  return outcome === 'flat' ? 'boundary' : 'not_converged'
}

interface TableFacts {
  readonly customers: number
  readonly repeaters: number
  readonly purchases: number
  readonly time: number
}

function factsOf(table: HistoryTable): TableFacts {
  let repeaters = 0
  let purchases = 0
  let time = 0
  for (let row = 0; row < table.rows; row += 1) {
    const weight = table.weight[row]!
    if (table.x[row]! > 0) repeaters += weight
    purchases += weight * table.x[row]!
    time += weight * table.T[row]!
  }
  return { customers: table.customers, repeaters, purchases, time }
}

function whyTooLittle(facts: TableFacts, options: FitOptions): string | undefined {
  const customers = options.minimumCustomers ?? 100
  const repeaters = options.minimumRepeaters ?? 20
  if (facts.customers < customers) return `${facts.customers} customers, ${customers} are needed`
  if (facts.repeaters < Math.max(1, repeaters)) {
    return `${facts.repeaters} customers with a repeat purchase, ${Math.max(1, repeaters)} are needed`
  }
  return facts.time > 0 ? undefined : 'no time has passed since the first purchases'
}

function refuseImpossible(table: HistoryTable): void {
  for (let row = 0; row < table.rows; row += 1) {
    const x = table.x[row]!
    const tx = table.tx[row]!
    const T = table.T[row]!
    const possible =
      Number.isSafeInteger(x) && x >= 0 && tx >= 0 && tx <= T && Number.isFinite(T) && (x > 0 || tx === 0)
    if (possible) continue
    throw new ClienteleError(
      'INVALID_INPUT',
      `Expected histories with a whole x ≥ 0 and 0 ≤ tx ≤ T (tx = 0 when x = 0), got x = ${x}, tx = ${tx}, T = ${T}. tx is the age at the last purchase, not the time since it.`,
    )
  }
}
