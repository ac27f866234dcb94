import { ClienteleError } from '../../errors.ts'
import type { Instant } from '../../model/instant.ts'
import { type EpochDay, weekdayOf } from '../../time/calendar.ts'
import { DAY_MS } from '../../time/duration.ts'
import { localDayOf, startOfDay, timeOfDay } from '../../time/local-time.ts'
import { parseDay } from '../../time/parse-instant.ts'
import { instantOfLocal } from '../../time/zone.ts'
import type { QuietHours } from '../delivery-options.ts'

/** Quiet hours with their times and dates read. */
export interface CompiledQuietHours {
  readonly id: string
  readonly channel: string
  readonly country: string | undefined
  readonly windows: readonly AllowedWindow[]
  readonly holidays: ReadonlySet<EpochDay>
  readonly outside: 'defer' | 'cancel'
}

/** Milliseconds after local midnight; `to` beyond a day when the window crosses midnight. */
interface AllowedWindow {
  readonly days: readonly number[]
  readonly from: number
  readonly to: number
}

/** No rule leaves fewer allowed instants than this many days apart, or it allows none. */
const SEARCH_DAYS = 60

/**
 * Reads quiet hours once, for {@link nextAllowed}. A `to` at or before `from` is on the next day; `24:00` is the end
 * of the day.
 *
 * @throws `INVALID_OPTIONS` naming the rule and what it should hold.
 */
export function compileQuietHours(rules: readonly QuietHours[]): readonly CompiledQuietHours[] {
  return rules.map((rule) => ({
    id: rule.id,
    channel: rule.channel,
    country: rule.country,
    windows: rule.allowed.map((window) => compileWindow(rule, window)),
    holidays: new Set((rule.holidays ?? []).map((date) => holidayOf(rule, date))),
    outside: rule.outside ?? 'defer',
  }))
}

/**
 * The first instant, at or after the one given, that a rule allows in a zone; `undefined` when it allows none within
 * 60 days. What lies after midnight belongs to the day on which its window began.
 */
export function nextAllowed(rule: CompiledQuietHours, at: Instant, zone: string): Instant | undefined {
  const today = localDayOf(at, zone)
  let earliest: Instant | undefined
  for (let day = today - 1; day <= today + SEARCH_DAYS; day++) {
    // What begins on a later day cannot be earlier than what was found.
    if (earliest !== undefined && day > today) return earliest
    for (const window of rule.windows) {
      const found = withinWindow(rule, window, day, at, zone)
      if (found !== undefined && (earliest === undefined || found < earliest)) earliest = found
    }
    if (earliest === at) return at
  }
  return earliest
}

function withinWindow(
  rule: CompiledQuietHours,
  window: AllowedWindow,
  day: EpochDay,
  at: Instant,
  zone: string,
): Instant | undefined {
  if (!window.days.includes(weekdayOf(day)) || rule.holidays.has(day)) return undefined
  const begin = instantOfLocal(day * DAY_MS + window.from, zone)
  const crossesInto = window.to > DAY_MS && rule.holidays.has(day + 1)
  const end = crossesInto ? startOfDay(day + 1, zone) : instantOfLocal(day * DAY_MS + window.to, zone)
  const first = Math.max(begin, at)
  return first < end ? first : undefined
}

function compileWindow(rule: QuietHours, window: QuietHours['allowed'][number]): AllowedWindow {
  const from = timeOf(rule, window.from)
  const to = timeOf(rule, window.to)
  return { days: window.days, from, to: to > from ? to : to + DAY_MS }
}

function timeOf(rule: QuietHours, time: string): number {
  if (time === '24:00') return DAY_MS
  try {
    return timeOfDay(time)
  } catch (cause) {
    throw refuse(rule, 'a local time such as 08:00', cause)
  }
}

function holidayOf(rule: QuietHours, date: string): EpochDay {
  const day = parseDay(date)
  if (day === undefined) throw refuse(rule, 'holidays such as 2026-12-25')
  return day
}

function refuse(rule: QuietHours, expected: string, cause?: unknown): ClienteleError {
  return new ClienteleError(
    'INVALID_OPTIONS',
    `Quiet hours \`${rule.id}\`: expected ${expected}; mend the rule.`,
    {
      cause,
    },
  )
}
