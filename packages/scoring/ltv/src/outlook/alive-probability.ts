import type { PurchaseHistory } from '../models/history.ts'
import type { BetaGeometricParameters, ParetoParameters } from '../models/parameters.ts'
import { dropoutIntegral, dropoutPlan } from '../models/pareto-integral.ts'
import type { QuadratureRule } from '../numeric/gauss-legendre.ts'

/**
 * P(alive) of BG/NBD (`extra` 0; Fader, Hardie and Lee 2008, "Computing P(alive) using the BG/NBD model") and
 * MBG/NBD (`extra` 1), from the log odds so that nothing overflows.
 */
export function betaGeometricAlive(
  { r, alpha, a, b }: BetaGeometricParameters,
  { x, tx, T }: PurchaseHistory,
  extra: 0 | 1,
): number {
  const k = x + extra
  if (k === 0) return 1
  const silence = Math.log1p((T - tx) / (alpha + tx))
  return logistic(-(Math.log(a) - Math.log(b + k - 1) + (r + x) * silence))
}

/** P(alive) of Pareto/NBD: the density of being there at T against that of having left in [tx, T]. */
export function paretoAlive(
  { r, alpha, s, beta }: ParetoParameters,
  { x, tx, T }: PurchaseHistory,
  rules: readonly QuadratureRule[],
): number {
  if (T === tx) return 1
  const model = { alpha, beta, R: r + x, s }
  const left = dropoutIntegral(dropoutPlan(rules, model, tx, T), model, tx)
  const logPresent = -(r + x) * Math.log1p((T - tx) / (alpha + tx)) - s * Math.log1p((T - tx) / (beta + tx))
  return logistic(logPresent - Math.log(left))
}

function logistic(logOdds: number): number {
  return logOdds >= 0 ? 1 / (1 + Math.exp(-logOdds)) : Math.exp(logOdds) / (1 + Math.exp(logOdds))
}
