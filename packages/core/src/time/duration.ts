import { ClienteleError } from '../errors.ts'
import type { Instant } from '../model/instant.ts'
import { addDays, addMonths } from './calendar.ts'
import { instantOfLocal, localOf } from './zone.ts'

/**
 * A length of time. `exact` is a number of milliseconds; `calendar` is months and days of a calendar, whose
 * length in milliseconds depends on where they are laid.
 */
export type Duration =
  | { readonly kind: 'exact'; readonly ms: number }
  | { readonly kind: 'calendar'; readonly months: number; readonly days: number }

/** Milliseconds of 24 hours. */
export const DAY_MS: number = 86_400_000

const UNIT_MS: { readonly [unit: string]: number } = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: DAY_MS,
  w: 7 * DAY_MS,
}
const SHORT = /^(\d{1,9}(?:\.\d{1,6})?)(ms|s|m|h|d|w)$/
const CLOCK = /^PT(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?$/
const CALENDAR = /^P(?:(\d{1,4})Y)?(?:(\d{1,5})M)?(?:(\d{1,5})W)?(?:(\d{1,6})D)?$/
/** Longer than any history, short enough that no sum leaves the range of instants. */
const MAX_MS = 1000 * 366 * DAY_MS

/**
 * Reads a duration: `90m`, `4h`, `1d` (24 hours), `2w`, `PT4H` are exact; `P1D`, `P2W`, `P1M`, `P1Y` are calendar
 * units in the zone of the contact. The two kinds cannot be mixed in one duration.
 *
 * @throws `INVALID_CONDITION` for any other text, and for more than a thousand years.
 *
 * @example
 * ```ts
 * parseDuration('90m') // { kind: 'exact', ms: 5_400_000 }
 * parseDuration('P1M') // { kind: 'calendar', months: 1, days: 0 }
 * ```
 */
export function parseDuration(text: string): Duration {
  const duration = readDuration(text)
  if (duration !== undefined) return duration
  throw new ClienteleError(
    'INVALID_CONDITION',
    `Expected a duration such as 90m, 4h, 1d, 2w, P1D, P1M or P1Y, got \`${String(text).slice(0, 40)}\`; write one of these.`,
  )
}

/** Reads a duration like {@link parseDuration}, or answers `undefined`. */
export function readDuration(text: unknown): Duration | undefined {
  if (typeof text !== 'string' || text.length > 40) return undefined
  const short = SHORT.exec(text)
  if (short !== null) return exact(Number(short[1]) * (UNIT_MS[short[2] as string] as number))
  const clock = text.length > 2 ? CLOCK.exec(text) : null
  if (clock !== null)
    return exact(count(clock[1]) * 3_600_000 + count(clock[2]) * 60_000 + count(clock[3]) * 1000)
  const calendar = text.length > 1 ? CALENDAR.exec(text) : null
  if (calendar === null) return undefined
  const months = count(calendar[1]) * 12 + count(calendar[2])
  const days = count(calendar[3]) * 7 + count(calendar[4])
  return (months * 31 + days) * DAY_MS > MAX_MS ? undefined : { kind: 'calendar', months, days }
}

function exact(ms: number): Duration | undefined {
  return ms > MAX_MS ? undefined : { kind: 'exact', ms: Math.round(ms) }
}

function count(digits: string | undefined): number {
  return digits === undefined ? 0 : Number(digits)
}

/**
 * The instant a duration later. Months and days are counted on the calendar of the zone: the same local time, the
 * last day of a shorter month, the first instant after a spring gap.
 */
export function addDuration(at: Instant, duration: Duration, zone: string): Instant {
  return duration.kind === 'exact' ? at + duration.ms : shift(at, duration.months, duration.days, zone)
}

/** The instant a duration earlier, by the rules of {@link addDuration}. */
export function subtractDuration(at: Instant, duration: Duration, zone: string): Instant {
  return duration.kind === 'exact' ? at - duration.ms : shift(at, -duration.months, -duration.days, zone)
}

function shift(at: Instant, months: number, days: number, zone: string): Instant {
  const local = localOf(at, zone)
  const day = Math.floor(local / DAY_MS)
  const moved = addDays(addMonths(day, months), days)
  return moved === day ? at : instantOfLocal(moved * DAY_MS + (local - day * DAY_MS), zone)
}

/** Bounds of a duration's length in ms wherever it is laid; `slack` covers what zones do to a local day. */
export function lengthOf(duration: Duration): { readonly least: number; readonly most: number } {
  if (duration.kind === 'exact') return { least: duration.ms, most: duration.ms }
  const { months, days } = duration
  const least = Math.floor(months * 30.4368) - 4 * Math.min(months, 1)
  const most = Math.ceil(months * 30.4369) + 4 * Math.min(months, 1)
  return {
    least: Math.max(0, (least + days) * DAY_MS - ZONE_SLACK_MS),
    most: (most + days) * DAY_MS + ZONE_SLACK_MS,
  }
}

/** A zone may skip or repeat up to a day of its calendar (Samoa, 30 December 2011), and change by hours besides. */
const ZONE_SLACK_MS = 27 * 3_600_000
