import { ClienteleError } from '../errors.ts'

const DAY_MS = 86_400_000
const QUARTER_MS = 900_000

/**
 * Numbers the calendar days of a zone: two instants have the same number when they fall on the same local
 * day, and the difference of two numbers is the number of days between them.
 *
 * @throws `INVALID_OPTIONS` for a zone that is not an IANA name
 */
export function dayNumberIn(zone: string): (instant: number) => number {
  if (zone === 'UTC') return (instant) => Math.floor(instant / DAY_MS)
  const format = formatOf(zone)
  // Since 1972 every offset has changed on a quarter of an hour, so one question per quarter is enough.
  const offsets = new Map<number, number>()
  return (instant) => {
    const quarter = Math.floor(instant / QUARTER_MS)
    let offset = offsets.get(quarter)
    if (offset === undefined) {
      offset = offsetAt(format, quarter * QUARTER_MS)
      if (offsets.size > 100_000) offsets.clear()
      offsets.set(quarter, offset)
    }
    return Math.floor((instant + offset) / DAY_MS)
  }
}

function formatOf(zone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
  } catch (cause) {
    throw new ClienteleError(
      'INVALID_OPTIONS',
      `Expected an IANA time zone such as "Europe/Paris", got "${zone}".`,
      { cause },
    )
  }
}

function offsetAt(format: Intl.DateTimeFormat, instant: number): number {
  const parts: Record<string, string> = {}
  for (const part of format.formatToParts(instant)) parts[part.type] = part.value
  const year = parts.era === 'BC' ? 1 - Number(parts.year) : Number(parts.year)
  const local = new Date(0)
  local.setUTCFullYear(year, Number(parts.month) - 1, Number(parts.day))
  local.setUTCHours(Number(parts.hour), Number(parts.minute), Number(parts.second))
  return local.getTime() - instant
}
