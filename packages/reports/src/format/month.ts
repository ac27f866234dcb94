/** The first instant of a `YYYY-MM` month in UTC; `NaN` when it is not one. */
export function monthInstant(month: string): number {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(month) ? Date.parse(`${month}-01T00:00:00Z`) : Number.NaN
}

/** The `YYYY-MM` of a month number. */
export function monthText(number: number): string {
  const year = String(Math.floor(number / 12)).padStart(4, '0')
  return `${year}-${String((number % 12) + 1).padStart(2, '0')}`
}
