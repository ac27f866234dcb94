/** A day of the proleptic Gregorian calendar, as the number of days since 1970-01-01. */
export type EpochDay = number

/** A date by its parts; `month` and `day` begin at 1. */
export interface CalendarDate {
  readonly year: number
  readonly month: number
  readonly day: number
}

/** The date of a day. After Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`. */
export function dateOf(epochDay: EpochDay): CalendarDate {
  const shifted = epochDay + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day }
}

/** The day of a date; the parts must be those of a real date. The inverse of {@link dateOf}. */
export function epochDayOf(year: number, month: number, day: number): EpochDay {
  const shiftedYear = month <= 2 ? year - 1 : year
  const era = Math.floor(shiftedYear / 400)
  const yearOfEra = shiftedYear - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** Has the year a 29 February? */
export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

/** Days of a month, which begins at 1. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** The day some months later, or earlier; the last of the month where the month is too short. */
export function addMonths(day: EpochDay, months: number): EpochDay {
  if (months === 0) return day
  const date = dateOf(day)
  const index = date.year * 12 + (date.month - 1) + months
  const year = Math.floor(index / 12)
  const month = index - year * 12 + 1
  return epochDayOf(year, month, Math.min(date.day, daysInMonth(year, month)))
}

/** The day some days later, or earlier. */
export function addDays(day: EpochDay, days: number): EpochDay {
  return day + days
}

/** Day of the week by ISO 8601: Monday is 1, Sunday is 7. */
export function weekdayOf(day: EpochDay): number {
  return ((((day + 3) % 7) + 7) % 7) + 1
}
