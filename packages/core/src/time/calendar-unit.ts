import { addMonths, dateOf, type EpochDay, epochDayOf, weekdayOf } from './calendar.ts'

/** The spans of the calendar; weeks begin on Monday (ISO 8601). */
export type CalendarUnit = 'day' | 'week' | 'month' | 'quarter' | 'year'

const MONTHS = { month: 1, quarter: 3, year: 12 } as const

/** The first day of the span that a day lies in. */
export function firstDayOf(day: EpochDay, unit: CalendarUnit): EpochDay {
  if (unit === 'day') return day
  if (unit === 'week') return day + 1 - weekdayOf(day)
  const { year, month } = dateOf(day)
  const size = MONTHS[unit]
  return epochDayOf(year, month - ((month - 1) % size), 1)
}

/** The first day after the span that a day lies in. */
export function dayAfter(day: EpochDay, unit: CalendarUnit): EpochDay {
  const first = firstDayOf(day, unit)
  if (unit === 'day') return first + 1
  return unit === 'week' ? first + 7 : addMonths(first, MONTHS[unit])
}

/** Days of the longest span of a unit. */
export const LONGEST_SPAN: { readonly [unit in CalendarUnit]: number } = {
  day: 1,
  week: 7,
  month: 31,
  quarter: 92,
  year: 366,
}
