import { daysInMonth, epochDayOf } from '../../time/calendar.ts'
import type { LocalMs } from '../../time/zone.ts'

/** Places of the digits, and of what stands between them, in `2026-01-05 10:30:00`. */
const LENGTH = 19

/**
 * The local time of a field written as `2026-01-05 10:30:00` (or with a T), read without making text of it; NaN for
 * any other field, be it a date in another form or none.
 */
export function plainDateTime(bytes: Uint8Array, from: number, to: number): LocalMs {
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
  const isReal = month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
  if (!isReal || !(hour <= 23 && minute <= 59 && second <= 59)) return Number.NaN
  return epochDayOf(year, month, day) * 86_400_000 + hour * 3_600_000 + minute * 60_000 + second * 1000
}

function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] as number) - 48
  const ones = (bytes[at + 1] as number) - 48
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN
}
