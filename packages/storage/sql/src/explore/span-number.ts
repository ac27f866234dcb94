import { type CalendarUnit, offsetAt, transitionsBetween } from '@clientele/core'
import { sql } from 'kysely'
import type { SqlDialect } from '../dialect.ts'
import type { Fragment } from '../select/fragment.ts'

const DAY_MS = 86_400_000
/** Added before a division and taken off after it, so that it rounds down below 1970 too. */
const DAYS_BEFORE = 100_000_010

/** Instants of which the databases know the calendar: the years 1 to 9999, less what a zone may shift. */
const FIRST = -62_135_596_800_000 + DAY_MS
const LAST = 253_402_300_799_999 - DAY_MS

/** The number of the span of the calendar in which an instant lies, as `PlannedDimension` counts. */
export interface SpanNumber {
  readonly of: Fragment
  /** The databases do not know the calendar there. */
  readonly doubt: Fragment
}

/** Prepares the numbers of spans for instants between two, in a zone. */
export function spanNumber(
  dialect: SqlDialect,
  at: Fragment,
  unit: CalendarUnit,
  { first, last, zone }: { readonly first: number; readonly last: number; readonly zone: string },
): SpanNumber {
  const local = sql`(${at} + ${offset(at, first, last, zone)})`
  const day = sql`((${local} + ${sql.lit(DAYS_BEFORE * DAY_MS)}) / ${sql.lit(DAY_MS)} - ${sql.lit(DAYS_BEFORE)})`
  return {
    of: sql`(case when ${at} is not null then ${numberOf(dialect, day, unit)} end)`,
    doubt: sql`(${at} < ${sql.lit(FIRST)} or ${at} > ${sql.lit(LAST)})`,
  }
}

function numberOf(dialect: SqlDialect, day: Fragment, unit: CalendarUnit): Fragment {
  if (unit === 'day') return day
  const weeks = DAYS_BEFORE / 7
  if (unit === 'week')
    return sql`((${day} + 3 + ${sql.lit(Math.ceil(weeks) * 7)}) / 7 - ${sql.lit(Math.ceil(weeks))})`
  const part = (name: 'year' | 'month'): Fragment =>
    dialect.name === 'sqlite'
      ? sql`cast(strftime(${sql.lit(name === 'year' ? '%Y' : '%m')}, ${day} * 86400, 'unixepoch') as integer)`
      : sql`(extract(${sql.raw(name)} from date '1970-01-01' + (${day})::int))::int`
  const year = part('year')
  if (unit === 'year') return year
  const months = sql`(${year} * 12 + ${part('month')} - 1)`
  return unit === 'month' ? months : sql`(${months} / 3)`
}

/** What the zone adds to an instant; the zone changes a few times a year at most. */
function offset(at: Fragment, first: number, last: number, zone: string): Fragment {
  const changes = transitionsBetween(first - 1, last + 1, zone)
  const before = sql.lit(offsetAt(first, zone))
  if (changes.length === 0) return before
  const cases = [...changes]
    .reverse()
    .map((change) => sql`when ${at} >= ${sql.lit(change)} then ${sql.lit(offsetAt(change, zone))}`)
  return sql`(case ${sql.join(cases, sql` `)} else ${before} end)`
}
