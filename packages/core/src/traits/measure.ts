import type { Measure } from '../conditions/ast.ts'
import { compileMeasure, compileValues, REDUCERS, type VisitScalars } from '../conditions/measure.ts'
import type { RowShape } from '../conditions/property-path.ts'
import { refuseCondition } from '../conditions/refuse.ts'
import type { Scope } from '../conditions/scope.ts'
import type { Happening, Series } from '../conditions/series.ts'
import type { Site } from '../conditions/site.ts'
import type { Scalar } from '../conditions/values.ts'
import type { Instant } from '../model/instant.ts'
import type { JsonValue } from '../model/json.ts'
import type { ColumnType } from '../model/table.ts'
import { DAY_MS } from '../time/duration.ts'
import type { Aggregate, TraitMeasure } from './definition.ts'
import { amountReader } from './money.ts'
import type { TraitUnit } from './unit.ts'

/** A measure of a trait, compiled. */
export interface CompiledTraitMeasure {
  readonly value: (matches: readonly Happening[], scope: Scope) => JsonValue | undefined
  readonly type: ColumnType | undefined
  readonly unit: TraitUnit | undefined
  readonly latestOnly: boolean
}

const AMOUNTS: ReadonlySet<TraitMeasure['of']> = new Set(['sum', 'avg', 'min', 'max', 'first', 'last'])

/** Compiles what a trait computes: the measures of conditions, and those that only traits have. */
export function compileTraitMeasure(
  aggregate: Aggregate,
  series: Series,
  shape: RowShape,
  site: Site,
): CompiledTraitMeasure {
  const { measure, money } = aggregate
  if (money !== undefined && !AMOUNTS.has(measure.of))
    throw refuseCondition('money', `\`${measure.of}\` is no amount; take \`money\` out`)
  if (measure.of === 'count') return { ...compileMeasure(measure, series, shape, site), unit: undefined }
  if (measure.of === 'daysSince') {
    const days = compileMeasure(measure, series, shape, site)
    return { ...days, value: (matches, scope) => whole(days.value(matches, scope)), unit: 'days' }
  }
  if (measure.of === 'firstAt' || measure.of === 'lastAt') {
    const isFirst = measure.of === 'firstAt'
    const value = (matches: readonly Happening[]) => dateOf(matches, series, isFirst)
    return { value, type: 'instant', unit: undefined, latestOnly: !isFirst }
  }
  if (measure.of === 'rhythm')
    return {
      value: (matches) => medianGap(matches, series),
      type: 'number',
      unit: 'days',
      latestOnly: false,
    }
  if (money !== undefined) return compileAmount(aggregate, series, shape, site)
  if (measure.of !== 'list' && measure.of !== 'mostFrequent')
    return { ...compileMeasure(measure as Measure, series, shape, site), unit: undefined }
  const values = compileValues(measure.property, measure.of, series, shape, site)
  const limit = measure.of === 'list' ? (measure.limit ?? DEFAULT_LIMIT) : 0
  return {
    value: (matches, scope) => {
      const visit: VisitScalars = (match, visitor) => values.visit(match, scope, visitor)
      return measure.of === 'list' ? latestDistinct(matches, visit, limit) : mostFrequent(matches, visit)
    },
    type: measure.of === 'list' ? 'json' : values.type,
    unit: undefined,
    latestOnly: false,
  }
}

const DEFAULT_LIMIT = 100

/** Amounts in minor units of one currency; a mean is rounded to them. */
function compileAmount(
  { measure, money }: Aggregate,
  series: Series,
  shape: RowShape,
  site: Site,
): CompiledTraitMeasure {
  const { of, property } = measure as { readonly of: keyof typeof REDUCERS; readonly property: string }
  // As numbers, whatever is declared of the property: first and last of an amount are amounts.
  const values = compileValues(property, 'sum', series, shape, site)
  const currency = money?.currency ?? ''
  const minor = amountReader(currency, money?.amounts ?? 'minor')
  const reduce = REDUCERS[of]
  return {
    value: (matches, scope) => {
      const found = reduce(matches, (match, visit) =>
        values.visit(match, scope, (value) => {
          const amount = minor(value)
          if (amount !== undefined) visit(amount)
        }),
      )
      return typeof found === 'number' ? Math.round(found) : undefined
    },
    type: 'money',
    unit: { currency },
    latestOnly: false,
  }
}

function whole(days: JsonValue | undefined): number | undefined {
  return typeof days === 'number' ? Math.floor(days) : undefined
}

/** A row without a date is at none. */
function dateOf(matches: readonly Happening[], series: Series, isFirst: boolean): Instant | undefined {
  const dated = isFirst ? matches.find((match) => Number.isFinite(series.at(match))) : matches.at(-1)
  const at = dated === undefined ? Number.NaN : series.at(dated)
  return Number.isFinite(at) ? at : undefined
}

/** Fewer gaps say nothing of a rhythm. */
const LEAST_GAPS = 2

function medianGap(matches: readonly Happening[], series: Series): number | undefined {
  const instants = matches.map((match) => series.at(match)).filter(Number.isFinite)
  const gaps: number[] = []
  for (let index = 1; index < instants.length; index++)
    gaps.push((instants[index] as number) - (instants[index - 1] as number))
  if (gaps.length < LEAST_GAPS) return undefined
  gaps.sort((a, b) => a - b)
  const middle = gaps.length >>> 1
  const upper = gaps[middle] as number
  return (gaps.length % 2 === 1 ? upper : (upper + (gaps[middle - 1] as number)) / 2) / DAY_MS
}

function mostFrequent(matches: readonly Happening[], each: VisitScalars): Scalar | undefined {
  const counts = new Map<Scalar, number>()
  for (const match of matches)
    each(match, (value) => {
      const count = (counts.get(value) ?? 0) + 1
      // Put at the end anew: among equals the one that came last is met last.
      counts.delete(value)
      counts.set(value, count)
    })
  let best: Scalar | undefined
  let most = 0
  for (const [value, count] of counts) {
    if (count < most) continue
    best = value
    most = count
  }
  return best
}

function latestDistinct(
  matches: readonly Happening[],
  each: VisitScalars,
  limit: number,
): readonly Scalar[] | undefined {
  const values = new Set<Scalar>()
  for (let index = matches.length - 1; index >= 0 && values.size < limit; index--)
    each(matches[index] as Happening, (value) => {
      if (values.size < limit) values.add(value)
    })
  return values.size === 0 ? undefined : [...values]
}
