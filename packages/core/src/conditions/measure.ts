import type { Instant } from '../model/instant.ts'
import type { JsonValue } from '../model/json.ts'
import type { ColumnType } from '../model/table.ts'
import { DAY_MS } from '../time/duration.ts'
import type { Measure } from './ast.ts'
import { compilePath, type PropertyPath, type RowShape } from './property-path.ts'
import { readHappening } from './read-happening.ts'
import type { Scope } from './scope.ts'
import type { Happening, Series } from './series.ts'
import type { Site } from './site.ts'
import { compareScalars, readAs, type Scalar } from './values.ts'

/** Computes a value over happenings, oldest first. */
export interface CompiledMeasure {
  readonly value: (matches: readonly Happening[], scope: Scope) => JsonValue | undefined
  /** What the value is. */
  readonly type: ColumnType | undefined
  /** Is it computed from the latest match alone? */
  readonly latestOnly: boolean
  readonly tables: readonly string[]
}

/**
 * Compiles a measure. Sum, count and distinct over no value are 0; the others are then missing. A value that cannot
 * be read as its type (without one: that is no number, for sum, avg, min and max) is left out.
 */
export function compileMeasure(
  measure: Measure,
  series: Series,
  shape: RowShape,
  site: Site,
): CompiledMeasure {
  if (measure.of === 'count')
    return { value: (matches) => matches.length, type: 'number', latestOnly: false, tables: [] }
  if (measure.of === 'daysSince')
    return {
      value: (matches, scope) => daysSince(matches, series, scope.now),
      type: 'number',
      latestOnly: true,
      tables: [],
    }
  const { of } = measure
  const reduce = REDUCERS[of]
  const values = compileValues(measure.property, of, series, shape, site)
  return {
    value: (matches, scope) => reduce(matches, (match, visit) => values.visit(match, scope, visit)),
    type: of === 'distinct' ? 'number' : values.type,
    latestOnly: false,
    tables: values.tables,
  }
}

/** The values of a property of happenings, read as what it is declared to hold. */
export interface CompiledValues {
  readonly visit: (match: Happening, scope: Scope, visit: Visit) => void
  readonly type: ColumnType | undefined
  readonly tables: readonly string[]
}

/** Compiles the values that a measure is computed of; for sums, means and extremes of nothing declared: numbers. */
export function compileValues(
  property: string,
  of: string,
  series: Series,
  shape: RowShape,
  site: Site,
): CompiledValues {
  const path = compilePath(property, shape, site.environment, site.path)
  const numeric = of === 'sum' || of === 'avg'
  const ordered = of === 'min' || of === 'max'
  const read = scalarReader(path.type, numeric || (ordered && path.type === undefined))
  return {
    visit: (match, scope, visit) => visitScalars(path, read, series, match, scope, visit),
    type: numeric ? 'number' : (path.type ?? (ordered ? 'number' : undefined)),
    tables: path.tables,
  }
}

function daysSince(matches: readonly Happening[], series: Series, now: Instant): number | undefined {
  const latest = matches.at(-1)
  const days = latest === undefined ? Infinity : (now - series.at(latest)) / DAY_MS
  return Number.isFinite(days) ? days : undefined
}

type ReadScalar = (value: JsonValue | undefined, zone: string) => Scalar | undefined

function scalarReader(type: ColumnType | undefined, numeric: boolean): ReadScalar {
  const readType = type === 'json' ? undefined : type
  if (!numeric) return (value, zone) => readAs(value, readType, zone)
  return (value, zone) => {
    const read = readAs(value, readType, zone)
    return typeof read === 'number' ? read : undefined
  }
}

type Visit = (value: Scalar) => void
/** Visits the values of one happening. */
export type VisitScalars = (match: Happening, visit: Visit) => void

function visitScalars(
  path: PropertyPath,
  read: ReadScalar,
  series: Series,
  match: Happening,
  scope: Scope,
  visit: Visit,
): void {
  const found = readHappening(path, match, series, scope)
  const { zone } = scope.facts
  for (const value of path.many ? ((found ?? []) as readonly JsonValue[]) : [found]) {
    const scalar = read(value, zone)
    if (scalar !== undefined) visit(scalar)
  }
}

/** Computes one value of the values of happenings, oldest first. */
export type Reducer = (matches: readonly Happening[], visitScalars: VisitScalars) => Scalar | undefined

/** The measures over a property. */
export const REDUCERS: { readonly [of in Exclude<Measure['of'], 'count' | 'daysSince'>]: Reducer } = {
  sum: (matches, each) => total(matches, each).sum,
  avg: (matches, each) => {
    const { sum, count } = total(matches, each)
    return count === 0 ? undefined : sum / count
  },
  min: (matches, each) => extreme(matches, each, -1),
  max: (matches, each) => extreme(matches, each, 1),
  distinct: (matches, each) => {
    const values = new Set<Scalar>()
    for (const match of matches) each(match, (value) => values.add(value))
    return values.size
  },
  first: (matches, each) => {
    for (const match of matches) {
      const value = edgeOf(match, each, true)
      if (value !== undefined) return value
    }
    return undefined
  },
  last: (matches, each) => {
    for (let index = matches.length - 1; index >= 0; index--) {
      const value = edgeOf(matches[index] as Happening, each, false)
      if (value !== undefined) return value
    }
    return undefined
  },
}

function total(
  matches: readonly Happening[],
  each: VisitScalars,
): { readonly sum: number; readonly count: number } {
  let sum = 0
  let count = 0
  for (const match of matches) {
    each(match, (value) => {
      sum += value as number
      count++
    })
  }
  return { sum, count }
}

function extreme(matches: readonly Happening[], each: VisitScalars, direction: 1 | -1): Scalar | undefined {
  let best: Scalar | undefined
  for (const match of matches) {
    each(match, (value) => {
      if (best === undefined || (compareScalars(value, best) ?? 0) * direction > 0) best = value
    })
  }
  return best
}

function edgeOf(match: Happening, each: VisitScalars, first: boolean): Scalar | undefined {
  let edge: Scalar | undefined
  each(match, (value) => {
    if (edge === undefined || !first) edge = value
  })
  return edge
}
