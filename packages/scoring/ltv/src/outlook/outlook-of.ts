import { ClienteleError } from '@clientele/core'
import type { PurchaseHistory } from '../models/history.ts'
import { dropoutRules } from '../models/pareto-integral.ts'
import type { PurchaseModel } from '../models/purchase-model.ts'
import { type BetaRule, betaRule } from '../numeric/beta-rule.ts'
import { betaGeometricAlive, paretoAlive } from './alive-probability.ts'
import { betaGeometricProcess } from './beta-geometric-process.ts'
import { discountedPurchases, discountRule } from './discounted.ts'
import { nbdProcess } from './nbd-process.ts'
import type { LiveProcess, Outlook } from './outlook.ts'
import { paretoProcess } from './pareto-process.ts'

/** A history of no repeat purchase and no time: the outlook on it is that of a new customer. */
export const NEW_CUSTOMER: PurchaseHistory = { x: 0, tx: 0, T: 0 }

interface Standing {
  readonly alive: number
  readonly process: LiveProcess
}

/** Rules kept by the number of purchases; beyond that the oldest half is forgotten. */
const MOST_RULES = 512

/**
 * A forecaster for one model: give it a history, or none for a new customer, and it answers the outlook.
 *
 * Everything conditional is the unconditional model with updated parameters, (r + x, alpha + T) and so on,
 * times P(alive): one path for purchases, counts, next purchase and value.
 *
 * @example
 * ```ts
 * import { outlookOf } from '@clientele/scoring-ltv'
 *
 * const model = { family: 'bg/nbd', parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 } } as const
 * const outlook = outlookOf(model)({ x: 2, tx: 30.43, T: 38.86 })
 * console.log(outlook.expected(39).toFixed(3)) // 1.226
 * ```
 *
 * @throws `INVALID_INPUT` from the forecaster, for a history that cannot be
 */
export function outlookOf(model: PurchaseModel): (history?: PurchaseHistory) => Outlook {
  const standingOf = standings(model)
  const rule = discountRule()
  return (history = NEW_CUSTOMER) => {
    refuseImpossible(history)
    const { alive, process } = standingOf(history)
    const gone = 1 - alive
    return {
      alive,
      aliveAt: (time) => alive * process.aliveAt(time),
      expected: (time) => alive * process.expected(time),
      probabilityOf(n, { from = 0, to }) {
        const then = alive * process.probabilityOf(n, from, to - from)
        return n === 0 ? gone + then : then
      },
      buysWithin: (time) => alive * (1 - process.silentFor(time)),
      nextPurchaseIfAlive: process.nextPurchase,
      meanNextPurchaseIfAlive: process.meanNextPurchase,
      discounted: (discount) => alive * discountedPurchases(rule, process, discount),
    }
  }
}

function standings(model: PurchaseModel): (history: PurchaseHistory) => Standing {
  if (model.family === 'nbd') {
    const { r, alpha } = model.parameters
    return ({ x, T }) => ({ alive: 1, process: nbdProcess({ r: r + x, alpha: alpha + T }) })
  }
  if (model.family === 'pareto/nbd') {
    const { r, alpha, s, beta } = model.parameters
    const rules = dropoutRules()
    return (history) => ({
      alive: paretoAlive(model.parameters, history, rules),
      process: paretoProcess(
        { r: r + history.x, alpha: alpha + history.T, s, beta: beta + history.T },
        rules,
      ),
    })
  }
  const { r, alpha, a, b } = model.parameters
  const extra = model.family === 'bg/nbd' ? 0 : 1
  const ruleOf = rulesByCount(a)
  return (history) => {
    const stays = b + history.x + extra
    return {
      alive: betaGeometricAlive(model.parameters, history, extra),
      process: betaGeometricProcess(
        { r: r + history.x, alpha: alpha + history.T, a, b: stays },
        ruleOf(stays),
      ),
    }
  }
}

function rulesByCount(a: number): (b: number) => BetaRule {
  const rules = new Map<number, BetaRule>()
  return (b) => {
    let rule = rules.get(b)
    if (rule === undefined) {
      if (rules.size >= MOST_RULES)
        for (const key of [...rules.keys()].slice(0, MOST_RULES / 2)) rules.delete(key)
      rule = betaRule(a, b)
      rules.set(b, rule)
    }
    return rule
  }
}

function refuseImpossible({ x, tx, T }: PurchaseHistory): void {
  if (Number.isInteger(x) && x >= 0 && tx >= 0 && tx <= T && Number.isFinite(T)) return
  throw new ClienteleError(
    'INVALID_INPUT',
    `Expected a history with a whole x ≥ 0 and 0 ≤ tx ≤ T, got x = ${x}, tx = ${tx}, T = ${T}.`,
  )
}
