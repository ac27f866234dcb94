import type { Instant } from '../model/instant.ts'
import { dateOf, type EpochDay, epochDayOf, weekdayOf } from '../time/calendar.ts'
import type { CalendarUnit } from '../time/calendar-unit.ts'
import { localDayOf } from '../time/local-time.ts'
import { parseDay } from '../time/parse-instant.ts'

/** The span of an instant in a zone. */
export function spanOfInstant(at: Instant, unit: CalendarUnit, zone: string): string {
  return spanOfDay(localDayOf(at, zone), unit)
}

/** The span of a date, `yyyy-mm-dd`; `undefined` for another text. */
export function spanOfDate(text: string, unit: CalendarUnit): string | undefined {
  const day = parseDay(text)
  return day === undefined ? undefined : spanOfDay(day, unit)
}

/**
 * The span that a database counted: days from 1970, weeks from the Monday before it, months, quarters and years from
 * the year 0.
 */
export function spanOfNumber(number: number, unit: CalendarUnit): string {
  if (unit === 'day') return spanOfDay(number, unit)
  if (unit === 'week') return spanOfDay(number * 7 - 3, unit)
  const months = unit === 'month' ? number : unit === 'quarter' ? number * 3 : number * 12
  return spanOfDay(epochDayOf(Math.floor(months / 12), (((months % 12) + 12) % 12) + 1, 1), unit)
}

function spanOfDay(day: EpochDay, unit: CalendarUnit): string {
  if (unit === 'week') return weekOf(day)
  const { year, month, day: ofMonth } = dateOf(day)
  switch (unit) {
    case 'day':
      return `${padded(year, 4)}-${padded(month, 2)}-${padded(ofMonth, 2)}`
    case 'month':
      return `${padded(year, 4)}-${padded(month, 2)}`
    case 'quarter':
      return `${padded(year, 4)}-Q${Math.ceil(month / 3)}`
    case 'year':
      return padded(year, 4)
  }
}

/** ISO 8601: a week belongs to the year of its Thursday. */
function weekOf(day: EpochDay): string {
  const thursday = day + 4 - weekdayOf(day)
  const { year } = dateOf(thursday)
  let first = thursday
  while (dateOf(first - 7).year === year) first -= 7
  return `${padded(year, 4)}-W${padded((thursday - first) / 7 + 1, 2)}`
}

function padded(number: number, digits: number): string {
  return String(number).padStart(digits, '0')
}
