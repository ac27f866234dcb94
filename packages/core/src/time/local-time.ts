import { ClienteleError } from '../errors.ts'
import type { Instant } from '../model/instant.ts'
import { type EpochDay, weekdayOf } from './calendar.ts'
import { DAY_MS } from './duration.ts'
import { instantOfLocal, localOf } from './zone.ts'

/**
 * The local day of a zone at an instant: a day lasts from its first instant to the first instant of the next, so
 * days never go back, not even where the clocks are set back over midnight.
 */
export function localDayOf(at: Instant, zone: string): EpochDay {
  const day = Math.floor(localOf(at, zone) / DAY_MS)
  return zone !== 'UTC' && at >= startOfDay(day + 1, zone) ? day + 1 : day
}

/** The first instant of a local day. */
export function startOfDay(day: EpochDay, zone: string): Instant {
  return instantOfLocal(day * DAY_MS, zone)
}

/**
 * The next instant, at or after `now`, at which the clocks of a zone show a time such as `09:00`, on one of some
 * weekdays (Monday is 1) if they are given. A time in the spring gap is the first instant after the gap, that day;
 * a time that comes twice is the first of the two.
 *
 * @throws `INVALID_DEFINITION` for a time that is not `HH:MM`, and for weekdays outside 1 to 7.
 *
 * @example
 * ```ts
 * nextLocalTime(Date.UTC(2026, 0, 1, 12), '09:00', 'Europe/Paris') // 2026-01-02T08:00:00Z
 * ```
 */
export function nextLocalTime(
  now: Instant,
  time: string,
  zone: string,
  weekdays?: readonly number[] | undefined,
): Instant {
  const inDay = timeOfDay(time)
  const today = localDayOf(now, zone)
  // Nine days: a week, the rest of today, and a day that the zone leaves out.
  for (let day = today; day <= today + 9; day++) {
    if (weekdays !== undefined && weekdays.length > 0 && !weekdays.includes(weekdayOf(day))) continue
    const at = instantOfLocal(day * DAY_MS + inDay, zone)
    if (at >= now) return at
  }
  throw new ClienteleError(
    'INVALID_DEFINITION',
    'Expected weekdays from 1 (Monday) to 7 (Sunday); write those.',
  )
}

/** Milliseconds after midnight of a time such as `09:30`. */
export function timeOfDay(time: string): number {
  const parts = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time)
  if (parts === null)
    throw new ClienteleError(
      'INVALID_DEFINITION',
      'Expected a local time such as 09:00; write hours and minutes.',
    )
  return Number(parts[1]) * 3_600_000 + Number(parts[2]) * 60_000
}
