import { compareText } from '../identity/compare-text.ts'
import type { Instant } from '../model/instant.ts'
import { addDuration, parseDuration, readDuration } from '../time/duration.ts'
import type { SequenceCondition, SequenceStep } from './ast.ts'
import type { EventFact } from './facts.ts'
import { type RowShape, shapeOfEvent } from './property-path.ts'
import { refuseCondition } from './refuse.ts'
import { ALWAYS, type Evaluator, NEVER, type Scope, type SignedVerdict } from './scope.ts'
import { eventSeries, firstAfter, type Happening, type Series } from './series.ts'
import { type Site, within } from './site.ts'
import { verdictOn } from './verdict-on.ts'
import { type CompiledWindow, compileWindow } from './window.ts'

interface CompiledStep {
  readonly series: Series
  readonly where: Evaluator | undefined
}

interface Parts {
  readonly first: CompiledStep
  readonly second: CompiledStep
  readonly window: CompiledWindow
  /** Exclusive end of the wait for the second event. */
  readonly end: (at: Instant, zone: string) => Instant
}

/**
 * Compiles "A, then B within D": a B after an A, by (`occurredAt`, `receivedAt`, `messageId`), and before A + D; or
 * "A, then not B within D": D has passed after an A without one. The window is on A.
 */
export function compileSequence(condition: SequenceCondition, site: Site): Evaluator {
  if (readDuration(condition.within) === undefined)
    throw refuseCondition(site.path, '`within` takes a duration such as 3d or P1M')
  const duration = parseDuration(condition.within)
  const shape = shapeOfEvent(condition.sequence.event, site.environment)
  const parts: Parts = {
    first: compileStep(condition.sequence, within(site, 'sequence')),
    second: compileStep(condition.then, within(site, 'then', { first: shape })),
    window: compileWindow(condition.window, site.path),
    end: (at, zone) => addDuration(at, duration, zone),
  }
  return {
    timeless: false,
    verdict: condition.not ? (scope) => unfollowed(parts, scope) : (scope) => followed(parts, scope),
  }
}

function compileStep(step: SequenceStep, site: Site): CompiledStep {
  const row: RowShape = shapeOfEvent(step.event, site.environment)
  const inside = within(site, 'where', { row, table: undefined, normalise: undefined })
  return {
    series: eventSeries(step.event),
    where: step.where === undefined ? undefined : site.compile(step.where, inside),
  }
}

/** What one evaluation has seen of the instants at which its answer may change. */
interface Horizon {
  /** Something may begin to hold. */
  rises: number
  /** The last of what holds may cease to. */
  falls: number
}

function followed(parts: Parts, scope: Scope): SignedVerdict {
  const horizon: Horizon = { rises: ALWAYS, falls: NEVER }
  eachFirst(parts, scope, horizon, (first, leaves) => {
    const until = followedUntil(parts, first, scope, horizon)
    if (until !== undefined) horizon.falls = Math.max(horizon.falls, Math.min(leaves, until))
  })
  return horizon.falls > 0 ? horizon.falls : -horizon.rises
}

function unfollowed(parts: Parts, scope: Scope): SignedVerdict {
  const horizon: Horizon = { rises: ALWAYS, falls: NEVER }
  const { zone } = scope.facts
  eachFirst(parts, scope, horizon, (first, leaves) => {
    const end = parts.end(parts.first.series.at(first), zone)
    const inner: Horizon = { rises: ALWAYS, falls: NEVER }
    const until = followedUntil(parts, first, scope, inner)
    // A second event that matches now may cease to, one that does not may begin to: its clause looks at the clock.
    if (until !== undefined) horizon.rises = Math.min(horizon.rises, until)
    else if (end > scope.now) horizon.rises = Math.min(horizon.rises, end)
    else horizon.falls = Math.max(horizon.falls, Math.min(leaves, inner.rises))
  })
  return horizon.falls > 0 ? horizon.falls : -horizon.rises
}

/** Visits each first event that counts now, with the instant at which it may count no more. */
function eachFirst(
  parts: Parts,
  scope: Scope,
  horizon: Horizon,
  visit: (first: Happening, leaves: number) => void,
): void {
  const { series, where } = parts.first
  const { window } = parts
  const { now, facts } = scope
  const list = series.list(scope)
  const from = window.ever ? 0 : firstAfter(list, series, window.after(now, facts.zone))
  const to = firstAfter(list, series, window.upTo(now, facts.zone))
  for (let index = window.calendar ? 0 : from; index < list.length; index++) {
    const first = list[index] as Happening
    const at = series.at(first)
    const inWindow = index >= from && index < to
    const turn = index < to ? window.leaves(at, now, facts.zone) : window.enters(at, now, facts.zone)
    const verdict = inWindow && where !== undefined ? verdictOn(where, first, series, scope) : ALWAYS
    if (inWindow && verdict > 0) visit(first, Math.min(turn, verdict))
    else horizon.rises = Math.min(horizon.rises, inWindow ? -verdict : turn)
  }
}

/**
 * Until when the first event is followed by a second one; `undefined` if it is not, `rises` then says when it may
 * be.
 */
function followedUntil(parts: Parts, first: Happening, scope: Scope, horizon: Horizon): number | undefined {
  const { series, where } = parts.second
  const { now, facts } = scope
  const list = series.list(scope)
  const start = parts.first.series.at(first)
  const end = parts.end(start, facts.zone)
  let until: number | undefined
  scope.first = parts.first.series.values(first)
  for (let index = firstAfter(list, series, start - 1); index < list.length; index++) {
    const second = list[index] as EventFact
    if (second.occurredAt >= end) break
    if (!isAfter(second, first as EventFact)) continue
    if (second.occurredAt > now) {
      horizon.rises = Math.min(horizon.rises, second.occurredAt)
      break
    }
    const verdict = where === undefined ? ALWAYS : verdictOn(where, second, series, scope)
    if (verdict > 0) until = Math.max(until ?? 0, verdict)
    else horizon.rises = Math.min(horizon.rises, -verdict)
    if (until === ALWAYS) break
  }
  scope.first = undefined
  return until
}

function isAfter(second: EventFact, first: EventFact): boolean {
  if (second.occurredAt !== first.occurredAt) return second.occurredAt > first.occurredAt
  if (second.receivedAt !== first.receivedAt) return second.receivedAt > first.receivedAt
  return compareText(second.messageId, first.messageId) > 0
}
