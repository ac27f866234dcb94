import type { Instant } from '../../model/instant.ts'
import { dateOf, epochDayOf, weekdayOf } from '../../time/calendar.ts'
import { addDuration, type Duration, parseDuration, subtractDuration } from '../../time/duration.ts'
import { localDayOf, startOfDay } from '../../time/local-time.ts'
import type { PressureRule } from '../delivery-options.ts'

/** A pressure rule with its durations read. */
export interface CompiledPressureRule {
  readonly id: string
  readonly scope: NonNullable<PressureRule['scope']>
  readonly max: number
  readonly window: { readonly rolling: Duration } | { readonly calendar: 'day' | 'week' | 'month' }
  readonly overflow: 'skip' | 'defer'
  readonly expireAfter: Duration
}

/** Reads pressure rules once. @throws `INVALID_CONDITION` for a duration that cannot be read. */
export function compilePressure(rules: readonly PressureRule[]): readonly CompiledPressureRule[] {
  return rules.map((rule) => ({
    id: rule.id,
    scope: rule.scope ?? {},
    max: rule.max,
    window: 'rolling' in rule.window ? { rolling: parseDuration(rule.window.rolling) } : rule.window,
    overflow: rule.overflow ?? 'skip',
    expireAfter: parseDuration(rule.expireAfter ?? '7d'),
  }))
}

/** How many of the instants, in any order, fall into the rule's window that ends at, or holds, `at`. */
export function countIn(
  rule: CompiledPressureRule,
  instants: readonly Instant[],
  at: Instant,
  zone: string,
): number {
  const { begin, end } = windowAt(rule, at, zone)
  return instants.filter((instant) => instant > begin && instant <= end).length
}

/**
 * The first instant, at or after `at`, at which the rule has room for one message more, if nothing else is sent;
 * `undefined` when it never has.
 */
export function firstFree(
  rule: CompiledPressureRule,
  instants: readonly Instant[],
  at: Instant,
  zone: string,
): Instant | undefined {
  if (countIn(rule, instants, at, zone) < rule.max) return at
  if (rule.max <= 0) return undefined
  if ('calendar' in rule.window) return windowAt(rule, at, zone).end + 1
  const { rolling } = rule.window
  const leaving = instants.map((instant) => addDuration(instant, rolling, zone)).filter((end) => end > at)
  leaving.sort((a, b) => a - b)
  return leaving.find((end) => countIn(rule, instants, end, zone) < rule.max)
}

/** (begin, end]: for a calendar window the last millisecond before it, and its own last one. */
function windowAt(
  rule: CompiledPressureRule,
  at: Instant,
  zone: string,
): { readonly begin: Instant; readonly end: Instant } {
  if ('rolling' in rule.window)
    return { begin: subtractDuration(at, rule.window.rolling, zone), end: Number.POSITIVE_INFINITY }
  const today = localDayOf(at, zone)
  switch (rule.window.calendar) {
    case 'day':
      return { begin: startOfDay(today, zone) - 1, end: startOfDay(today + 1, zone) - 1 }
    case 'week': {
      const monday = today - weekdayOf(today) + 1
      return { begin: startOfDay(monday, zone) - 1, end: startOfDay(monday + 7, zone) - 1 }
    }
    case 'month': {
      const { year, month } = dateOf(today)
      const next = month === 12 ? epochDayOf(year + 1, 1, 1) : epochDayOf(year, month + 1, 1)
      return { begin: startOfDay(epochDayOf(year, month, 1), zone) - 1, end: startOfDay(next, zone) - 1 }
    }
  }
}
