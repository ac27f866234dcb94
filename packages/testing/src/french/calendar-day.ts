const pad = (value: number): string => (value < 10 ? `0${value}` : String(value))

/** A day of the calendar, without a time or a zone. */
export interface CalendarDay {
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  readonly day: number
}

/** Days from 1 January 1970 to `yyyy-mm-dd`. */
export function dayNumber(iso: string): number {
  return Math.round(Date.parse(`${iso}T00:00:00Z`) / 86_400_000)
}

/** The day so many days after 1 January 1970, as `yyyy-mm-dd`. */
export function isoDay(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10)
}

/** `yyyy-mm-dd`. */
export function writeIso({ year, month, day }: CalendarDay): string {
  return `${year}-${pad(month)}-${pad(day)}`
}

/** `dd/mm/yyyy`, as the French write it. */
export function writeFrench({ year, month, day }: CalendarDay): string {
  return `${pad(day)}/${pad(month)}/${year}`
}

/** `yyyymmdd`, as an ERP writes it. */
export function writeCompact({ year, month, day }: CalendarDay): string {
  return `${year}${pad(month)}${pad(day)}`
}
