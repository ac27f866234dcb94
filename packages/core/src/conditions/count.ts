import type { BehaviourTest, ValueTest } from './ast.ts'
import { ALWAYS, type Evaluator, NEVER, type Scope, type SignedVerdict } from './scope.ts'
import { firstAfter, type Happening, type Series } from './series.ts'
import { verdictOn } from './verdict-on.ts'
import type { CompiledWindow } from './window.ts'

/** "At least n matches", or its opposite. */
export interface NeededCount {
  readonly least: number
  readonly negated: boolean
}

/** The test as "at least n matches" or its opposite, if it is one: then not all of them need to be counted. */
export function countNeeded(test: BehaviourTest, comparison: ValueTest): NeededCount | undefined {
  const { op, value } = comparison
  if ((test.measure !== undefined && test.measure.of !== 'count') || typeof value !== 'number')
    return undefined
  switch (op) {
    case 'gte':
      return { least: Math.ceil(value), negated: false }
    case 'gt':
      return { least: Math.floor(value) + 1, negated: false }
    case 'lt':
      return { least: Math.ceil(value), negated: true }
    case 'lte':
      return { least: Math.floor(value) + 1, negated: true }
    case 'eq':
      return value === 0 ? { least: 1, negated: true } : undefined
    case 'ne':
      return value === 0 ? { least: 1, negated: false } : undefined
    default:
      return undefined
  }
}

/**
 * Compiles "at least n matches" of a timeless `where` in a window that does not follow the calendar: found from the
 * latest back, so that the n-th latest match says until when it is true; what comes in the meantime only prolongs
 * it. Nothing is allocated.
 */
export function compileCount(
  needed: NeededCount,
  series: Series,
  where: Evaluator | undefined,
  window: CompiledWindow,
): (scope: Scope) => SignedVerdict {
  const { least, negated } = needed
  if (least <= 0) return () => (negated ? NEVER : ALWAYS)
  return (scope) => {
    const list = series.list(scope)
    if (list.length === 0) return negated ? ALWAYS : NEVER
    const { now } = scope
    const { zone } = scope.facts
    const from = window.ever ? 0 : firstAfter(list, series, window.after(now, zone))
    const to = firstAfter(list, series, window.upTo(now, zone))
    const nth = nthLatest(list, from, to, least, series, where, scope)
    const verdict =
      nth === undefined
        ? -nextEntry(list, to, series, where, window, scope)
        : window.leaves(series.at(nth), now, zone)
    return negated ? -verdict : verdict
  }
}

function nthLatest(
  list: readonly Happening[],
  from: number,
  to: number,
  count: number,
  series: Series,
  where: Evaluator | undefined,
  scope: Scope,
): Happening | undefined {
  if (to - from < count) return undefined
  if (where === undefined) return list[to - count]
  let found = 0
  for (let index = to - 1; index >= from; index--) {
    const happening = list[index] as Happening
    if (verdictOn(where, happening, series, scope) > 0 && ++found === count) return happening
  }
  return undefined
}

function nextEntry(
  list: readonly Happening[],
  to: number,
  series: Series,
  where: Evaluator | undefined,
  window: CompiledWindow,
  scope: Scope,
): number {
  for (let index = to; index < list.length; index++) {
    const happening = list[index] as Happening
    if (where !== undefined && verdictOn(where, happening, series, scope) < 0) continue
    return window.enters(series.at(happening), scope.now, scope.facts.zone)
  }
  return ALWAYS
}
