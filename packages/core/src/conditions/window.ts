import type { Instant } from '../model/instant.ts'
import { type CalendarUnit, dayAfter, firstDayOf } from '../time/calendar-unit.ts'
import { type Duration, parseDuration, readDuration } from '../time/duration.ts'
import { localDayOf, startOfDay } from '../time/local-time.ts'
import { parseInstant } from '../time/parse-instant.ts'
import type { Window } from './ast.ts'
import { instantFault } from './operand-fault.ts'
import { refuseCondition } from './refuse.ts'
import { boundBefore, crossesBehind } from './shifted-bound.ts'

/** A window, compiled: what is later than `after` and not later than `upTo` counts. */
export interface CompiledWindow {
  /** Does everything up to now count? Then `after` need not be asked. */
  readonly ever: boolean
  readonly after: (now: Instant, zone: string) => Instant
  readonly upTo: (now: Instant, zone: string) => Instant
  /** The first later instant at which an instant that counts may count no more. */
  readonly leaves: (at: Instant, now: Instant, zone: string) => Instant
  /** The first later instant at which an instant that does not count yet may. */
  readonly enters: (at: Instant, now: Instant, zone: string) => Instant
  /** Do its bounds follow the calendar? Then they may step back, and what has left may come again. */
  readonly calendar: boolean
}

const never = (): Instant => Infinity

const EVER: CompiledWindow = {
  ever: true,
  calendar: false,
  after: () => Number.NEGATIVE_INFINITY,
  upTo: (now) => now,
  leaves: never,
  enters: (at) => at,
}

/**
 * Compiles a window; without one, everything up to now counts.
 *
 * @throws `INVALID_CONDITION` for a window that cannot be read, and for one that ends before it begins.
 */
export function compileWindow(window: Window | undefined, path: string): CompiledWindow {
  if (window === undefined) return EVER
  if ('last' in window) return sliding(durationOf(window.last, path), undefined)
  if ('ago' in window) return between(window.ago, path)
  if ('current' in window) return current(window.current)
  return fixed(window, path)
}

function between(ago: readonly [string, string], path: string): CompiledWindow {
  const from = durationOf(ago[0], path)
  const to = durationOf(ago[1], path)
  const swapped = from.kind === 'exact' && to.kind === 'exact' && from.ms < to.ms
  if (swapped) throw refuseCondition(path, '`ago` takes the longer duration first')
  return sliding(from, to)
}

function durationOf(text: string, path: string): Duration {
  if (readDuration(text) === undefined)
    throw refuseCondition(path, 'a window takes a duration such as 7d or P1M')
  return parseDuration(text)
}

/** (t − from, t − to]. */
function sliding(from: Duration, to: Duration | undefined): CompiledWindow {
  return {
    ever: false,
    calendar: from.kind === 'calendar' || to?.kind === 'calendar',
    after: (now, zone) => boundBefore(from, now, zone),
    upTo: (now, zone) => (to === undefined ? now : boundBefore(to, now, zone)),
    leaves: (at, now, zone) => {
      const left = crossesBehind(at, from, now, zone)
      // On the calendar the near bound may step back over an instant that it has let in.
      return to?.kind === 'calendar' ? Math.min(left, crossesBehind(at, to, now, zone)) : left
    },
    enters: (at, now, zone) => (to === undefined ? at : crossesBehind(at, to, now, zone)),
  }
}

/** The span of the calendar in which t lies, up to t. Local days never go back, so what has left does not come again. */
function current(unit: CalendarUnit): CompiledWindow {
  return {
    ever: false,
    calendar: false,
    after: (now, zone) => startOfDay(firstDayOf(localDayOf(now, zone), unit), zone) - 1,
    upTo: (now) => now,
    leaves: (at, _now, zone) => startOfDay(dayAfter(localDayOf(at, zone), unit), zone),
    enters: (at) => at,
  }
}

/** [from, to), of what has happened. */
function fixed(
  window: { readonly from?: string | undefined; readonly to?: string | undefined },
  path: string,
): CompiledWindow {
  const { from, to } = window
  const fault = instantFault(from) ?? instantFault(to)
  if (fault !== undefined) throw refuseCondition(path, fault)
  if (from !== undefined && to !== undefined && (instantOf(from, 'UTC') ?? 0) >= (instantOf(to, 'UTC') ?? 0))
    throw refuseCondition(path, 'a window takes `from` before `to`')
  return {
    ever: from === undefined && to === undefined,
    calendar: false,
    after: (_now, zone) => (from === undefined ? Number.NEGATIVE_INFINITY : instantOf(from, zone) - 1),
    upTo: (now, zone) => (to === undefined ? now : Math.min(now, instantOf(to, zone) - 1)),
    leaves: never,
    enters: (at, _now, zone) => (to !== undefined && at >= instantOf(to, zone) ? Infinity : at),
  }
}

function instantOf(text: string, zone: string): Instant {
  return parseInstant(text, zone) as Instant
}
