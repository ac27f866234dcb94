import type { Instant } from '../model/instant.ts'
import type { JsonValue } from '../model/json.ts'
import type { BehaviourTest, ValueTest } from './ast.ts'
import { compileCount, countNeeded } from './count.ts'
import { daysSinceTurns } from './days-since.ts'
import { compileMeasure } from './measure.ts'
import type { RowShape } from './property-path.ts'
import { refuseCondition } from './refuse.ts'
import { ALWAYS, type Evaluator, type Scope, type SignedVerdict } from './scope.ts'
import { firstAfter, type Happening, type Series } from './series.ts'
import { type Site, within } from './site.ts'
import { type CompiledValueTest, compileValueTest } from './value-test.ts'
import { verdictOn } from './verdict-on.ts'
import { type CompiledWindow, compileWindow } from './window.ts'

/** Compiles a test of events or rows: those in the window that match, measured, compared. */
export function compileBehaviour(
  test: BehaviourTest,
  series: Series,
  shape: RowShape,
  table: string | undefined,
  site: Site,
): Evaluator {
  const { where, window } = compileChoice(test, shape, table, site)
  const comparison = comparisonOf(test, site)
  const needed = countNeeded(test, comparison)
  if (needed !== undefined && (where?.timeless ?? true) && !window.calendar)
    return { verdict: compileCount(needed, series, where, window), timeless: false }
  const measure = compileMeasure(test.measure ?? { of: 'count' }, series, shape, site)
  const compare = compileValueTest(
    comparison,
    { type: measure.type, many: false },
    within(site, 'value', { normalise: undefined }),
  )
  const turns = test.measure?.of === 'daysSince' ? daysSinceTurns(comparison, series) : undefined
  const gathering = { series, where, window, latestOnly: measure.latestOnly }
  const verdict = (scope: Scope): SignedVerdict => {
    const matches: Happening[] = []
    let end = gatherMatches(gathering, scope, matches)
    if (turns !== undefined && matches.length > 0)
      end = Math.min(end, turns(matches.at(-1) as Happening, scope.now))
    return compared(compare, measure.value(matches, scope), scope, end)
  }
  return { verdict, timeless: false }
}

/** What a test of events or rows compares: the measured value, as `explainCondition` shows it. */
export function compileMeasured(
  test: BehaviourTest,
  series: Series,
  shape: RowShape,
  table: string | undefined,
  site: Site,
): (scope: Scope) => JsonValue | undefined {
  const choice = compileChoice(test, shape, table, site)
  const measure = compileMeasure(test.measure ?? { of: 'count' }, series, shape, site)
  const gathering = { series, ...choice, latestOnly: measure.latestOnly }
  return (scope) => {
    const matches: Happening[] = []
    gatherMatches(gathering, scope, matches)
    return measure.value(matches, scope)
  }
}

/** Which events or rows count. */
export interface Choice {
  readonly where: Evaluator | undefined
  readonly window: CompiledWindow
}

/** Compiles which events or rows count. */
export function compileChoice(
  test: Pick<BehaviourTest, 'where' | 'window'>,
  shape: RowShape,
  table: string | undefined,
  site: Site,
): Choice {
  const inside = within(site, 'where', { row: shape, table, normalise: undefined })
  return {
    where: test.where === undefined ? undefined : site.compile(test.where, inside),
    window: compileWindow(test.window, site.path),
  }
}

/** What is gathered of a series; `latestOnly`: nothing but the latest match matters. */
export interface Gathering extends Choice {
  readonly series: Series
  readonly latestOnly: boolean
}

/** Puts the matches in the window into a list, oldest first, and answers until when they are these. */
export function gatherMatches(gathering: Gathering, scope: Scope, matches: Happening[]): Instant {
  const { series, where, window, latestOnly } = gathering
  const end = gather(series.list(scope), series, where, window, scope, matches)
  return Math.min(end, nextLeave(matches, latestOnly, series, window, scope))
}

function comparisonOf(test: BehaviourTest, site: Site): ValueTest {
  const { op, value, measure } = test
  if (op === undefined && measure !== undefined && measure.of !== 'count')
    throw refuseCondition(
      site.path,
      `a measure \`${measure.of}\` has to be compared; write \`op\` and \`value\``,
    )
  if (op === 'exists' || op === 'missing') return { op }
  return { op: op ?? 'gte', value: value ?? 1 }
}

function compared(
  compare: CompiledValueTest,
  value: Parameters<CompiledValueTest['verdict']>[0],
  scope: Scope,
  end: number,
): SignedVerdict {
  const verdict = compare.verdict(value, scope)
  return verdict > 0 ? Math.min(verdict, end) : -Math.min(-verdict, end)
}

/**
 * Puts the matches in the window into a list, and answers the first later instant at which something may come into
 * the window, or begin or cease to match.
 */
function gather(
  list: readonly Happening[],
  series: Series,
  where: Evaluator | undefined,
  window: CompiledWindow,
  scope: Scope,
  matches: Happening[],
): number {
  const { now, facts } = scope
  const { zone } = facts
  const from = window.ever ? 0 : firstAfter(list, series, window.after(now, zone))
  const to = firstAfter(list, series, window.upTo(now, zone))
  let end = ALWAYS
  const timeless = where?.timeless ?? true
  for (let index = from; index < to; index++) {
    const happening = list[index] as Happening
    const verdict = where === undefined ? ALWAYS : verdictOn(where, happening, series, scope)
    if (verdict > 0) matches.push(happening)
    if (!timeless) end = Math.min(end, Math.abs(verdict))
  }
  for (let index = to; index < list.length; index++) {
    const happening = list[index] as Happening
    if (timeless && where !== undefined && verdictOn(where, happening, series, scope) < 0) continue
    end = Math.min(end, window.enters(series.at(happening), now, zone))
    // What stands further back comes in later, unless the calendar shuffles them.
    if (!window.calendar) break
  }
  return window.calendar ? Math.min(end, nextReturn(list, from, series, window, scope)) : end
}

/** A calendar bound may step back over what has left already, by a few days at most. */
function nextReturn(
  list: readonly Happening[],
  from: number,
  series: Series,
  window: CompiledWindow,
  scope: Scope,
): number {
  let end = ALWAYS
  for (let index = from - 1; index >= 0; index--) {
    const turn = window.leaves(series.at(list[index] as Happening), scope.now, scope.facts.zone)
    if (turn === ALWAYS) break
    end = Math.min(end, turn)
  }
  return end
}

function nextLeave(
  matches: readonly Happening[],
  latestOnly: boolean,
  series: Series,
  window: CompiledWindow,
  scope: Scope,
): number {
  if (matches.length === 0) return ALWAYS
  const { now, facts } = scope
  if (window.calendar) {
    let end = ALWAYS
    for (const match of matches) end = Math.min(end, window.leaves(series.at(match), now, facts.zone))
    return end
  }
  const next = latestOnly ? matches.at(-1) : matches[0]
  return window.leaves(series.at(next as Happening), now, facts.zone)
}
