import { ClienteleError } from '@clientele/core'
import type { OpportunityHistory } from './opportunity-history.ts'
import type { OpportunityModel } from './opportunity-model.ts'

/** What BG/BB expects of one customer after the opportunities so far. */
export interface OpportunityOutlook {
  /** The chance of being there when the next opportunity comes. */
  readonly alive: number
  /** Opportunities taken among the next ones. */
  readonly expected: (opportunities: number) => number
  /** The chance of taking exactly `taken` of the next ones. */
  readonly probabilityOf: (taken: number, opportunities: number) => number
  /**
   * Opportunities to come, each at its present value; `rate` is for one opportunity, 0.1 for 10 %. At 0 it is
   * their number, which is infinite where gamma ≤ 1.
   */
  readonly discounted: (rate: number) => number
}

const NO_RECORD: OpportunityHistory = { x: 0, tx: 0, n: 0 }

/**
 * A forecaster for BG/BB (Fader, Hardie and Shang 2010): give it a record, or none for a new customer. All of it
 * are finite sums over the opportunities, so there is no special case at gamma = 1.
 *
 * @example
 * ```ts
 * import { opportunityOutlookOf } from '@clientele/scoring-ltv'
 *
 * const forecast = opportunityOutlookOf({ alpha: 1.204, beta: 0.75, gamma: 0.657, delta: 2.783 })
 * console.log(forecast({ x: 6, tx: 6, n: 6 }).alive.toFixed(2)) // 0.93
 * ```
 *
 * @throws `INVALID_INPUT` from the forecaster, for a record that cannot be
 */
export function opportunityOutlookOf(
  model: OpportunityModel,
): (history?: OpportunityHistory) => OpportunityOutlook {
  const { alpha, beta, gamma, delta } = model
  return (history = NO_RECORD) => {
    refuseImpossible(history)
    const { x, n } = history
    const present = stayedSoFar(model, history)
    // Someone who is still there is a new customer with updated parameters.
    const takes = { a: alpha + x, b: beta + n - x }
    const stays = delta + n
    const chance = takes.a / (takes.a + takes.b)
    return {
      alive: (present * stays) / (gamma + stays),
      expected(opportunities) {
        let sum = 0
        let stayed = 1
        for (let j = 0; j < opportunities; j += 1) {
          stayed *= (stays + j) / (gamma + stays + j)
          sum += stayed
        }
        return present * chance * sum
      },
      probabilityOf(taken, opportunities) {
        const then = countAmong(taken, opportunities, { ...takes, gamma, delta: stays })
        return present * then + (taken === 0 ? 1 - present : 0)
      },
      discounted(rate) {
        if (rate === 0) return gamma > 1 ? (present * chance * stays) / (gamma - 1) : Number.POSITIVE_INFINITY
        let sum = 0
        let term = 1
        for (let j = 0; term > 1e-17 * sum || j === 0; j += 1) {
          term *= (stays + j) / (gamma + stays + j) / (1 + rate)
          sum += term
        }
        return present * chance * sum
      },
    }
  }
}

/** The chance that a customer has not left by the last opportunity, from the odds of having left before each. */
function stayedSoFar({ alpha, beta, gamma, delta }: OpportunityModel, history: OpportunityHistory): number {
  const { x, tx, n } = history
  let odds = 0
  let log = Math.log(gamma)
  for (let j = n - 1; j >= tx; j -= 1) {
    log += Math.log((alpha + beta + j) / (beta + j - x)) - Math.log(delta + j)
    if (j < n - 1) log += Math.log(gamma + delta + j + 1)
    odds += Math.exp(log)
  }
  return 1 / (1 + odds)
}

/** The chance of `taken` among some opportunities for someone who is there now. */
function countAmong(
  taken: number,
  opportunities: number,
  {
    a,
    b,
    gamma,
    delta,
  }: { readonly a: number; readonly b: number; readonly gamma: number; readonly delta: number },
): number {
  if (taken > opportunities) return 0
  let log = 0
  for (let j = 0; j < taken; j += 1)
    log += Math.log((a + j) / (a + b + j)) + Math.log((delta + j) / (gamma + delta + j))
  let sum = 0
  for (let i = taken; i < opportunities; i += 1) {
    sum += Math.exp(log) * (gamma / (gamma + delta + i))
    log += Math.log((i + 1) / (i + 1 - taken)) + Math.log((b + i - taken) / (a + b + i))
    log += Math.log((delta + i) / (gamma + delta + i))
  }
  return sum + Math.exp(log)
}

function refuseImpossible({ x, tx, n }: OpportunityHistory): void {
  if ([x, tx, n].every(Number.isSafeInteger) && x >= 0 && x <= tx && tx <= n && (x > 0 || tx === 0)) return
  throw new ClienteleError(
    'INVALID_INPUT',
    `Expected a record of whole numbers with 0 ≤ x ≤ tx ≤ n, got x = ${x}, tx = ${tx}, n = ${n}.`,
  )
}
