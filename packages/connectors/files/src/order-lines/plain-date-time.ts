/** Places of the digits, and of what stands between them, in `2026-01-05 10:30:00`. */
const LENGTH = 19

/**
 * The local time, in ms as if it were UTC, of a field written as `2026-01-05 10:30:00` (or with a T), read without making text of it; NaN for
 * any other field, be it a date in another form or none.
 */
export function plainDateTime(bytes: Uint8Array, from: number, to: number): number {
  if (to - from !== LENGTH) return Number.NaN
  const between = bytes[from + 10]
  const isPlain =
    bytes[from + 4] === 45 &&
    bytes[from + 7] === 45 &&
    (between === 32 || between === 84) &&
    bytes[from + 13] === 58 &&
    bytes[from + 16] === 58
  if (!isPlain) return Number.NaN
  const year = twoDigits(bytes, from) * 100 + twoDigits(bytes, from + 2)
  const month = twoDigits(bytes, from + 5)
  const day = twoDigits(bytes, from + 8)
  const hour = twoDigits(bytes, from + 11)
  const minute = twoDigits(bytes, from + 14)
  const second = twoDigits(bytes, from + 17)
  if (!(hour <= 23 && minute <= 59 && second <= 59)) return Number.NaN
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second))
  // The 31st of February would be a day of March, and the year 31 one of our century.
  const isReal =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return isReal ? date.getTime() : Number.NaN
}

function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] as number) - 48
  const ones = (bytes[at + 1] as number) - 48
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN
}
