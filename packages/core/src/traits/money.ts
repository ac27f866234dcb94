import { compilePath, type RowShape } from '../conditions/property-path.ts'
import { readHappening } from '../conditions/read-happening.ts'
import type { Scope } from '../conditions/scope.ts'
import type { Happening, Series } from '../conditions/series.ts'
import type { Site } from '../conditions/site.ts'
import type { Scalar } from '../conditions/values.ts'
import { currencyDecimals } from '../model/currency-decimals.ts'
import type { TraitMoney } from './definition.ts'

/**
 * Is a match in another currency than the declared one? Amounts of several currencies are never added. `undefined`
 * where nothing can say so: no money, or a table without a column for it.
 */
export function compileCurrencyGuard(
  money: TraitMoney | undefined,
  series: Series,
  shape: RowShape,
  site: Site,
): ((match: Happening, scope: Scope) => boolean) | undefined {
  if (money === undefined) return undefined
  const path = money.property ?? 'currency'
  if (money.property === undefined && shape.closed && !Object.hasOwn(shape.types, path)) return undefined
  const compiled = compilePath(path, shape, site.environment, site.path)
  return (match, scope) => {
    const named = readHappening(compiled, match, series, scope)
    return typeof named === 'string' && named !== '' && named.toUpperCase() !== money.currency
  }
}

/** Reads an amount as minor units; `undefined` for what is none. */
export function amountReader(
  currency: string,
  amounts: 'minor' | 'major',
): (value: Scalar) => number | undefined {
  const factor = amounts === 'major' ? 10 ** currencyDecimals(currency) : 1
  return (value) => {
    if (typeof value !== 'number') return undefined
    const minor = Math.round(value * factor)
    if (amounts === 'minor' && minor !== value) return undefined
    return Number.isSafeInteger(minor) ? minor : undefined
  }
}
