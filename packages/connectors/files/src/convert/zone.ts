/** The offset of an IANA zone from UTC at an instant, in milliseconds. */
export type ZoneOffset = (instant: number) => number

const QUARTER = 900_000
const DAY = 86_400_000
/** Since then every zone has changed its offset on a quarter of an hour (IANA tz database). */
const REGULAR_SINCE = 315_532_800_000
const MAX_KEPT = 20_000

/** Reads the rules of a zone from `Intl`, and remembers the offsets that it gave. */
export function zoneOffset(timeZone: string): ZoneOffset {
  const kept = new Map<number, number>()
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  return (instant) => {
    const quarter = Math.floor(instant / QUARTER)
    const regular = instant >= REGULAR_SINCE
    const known = regular ? kept.get(quarter) : undefined
    if (known !== undefined) return known
    const offset = offsetOf(format, regular ? quarter * QUARTER : instant)
    if (regular) {
      if (kept.size >= MAX_KEPT) kept.clear()
      kept.set(quarter, offset)
    }
    return offset
  }
}

/**
 * The instant of a local time, given as if it were UTC. A time that a spring gap leaves out is the first instant
 * after the gap; one that exists twice is the first (`semantics.md` 1).
 */
export function localToInstant(local: number, offset: ZoneOffset): number {
  const before = offset(local - DAY)
  const after = offset(local + DAY)
  const candidates =
    before === after ? [local - before] : [local - Math.max(before, after), local - Math.min(before, after)]
  for (const candidate of candidates) if (local - candidate === offset(candidate)) return candidate
  return changeBetween(local - DAY, local + DAY, offset)
}

function changeBetween(from: number, to: number, offset: ZoneOffset): number {
  const before = offset(from)
  let low = from
  let high = to
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offset(middle) === before) low = middle
    else high = middle
  }
  return high
}

function offsetOf(format: Intl.DateTimeFormat, instant: number): number {
  const part: Record<string, string> = {}
  for (const { type, value } of format.formatToParts(instant)) part[type] = value
  const year = part.era === 'BC' ? 1 - Number(part.year) : Number(part.year)
  const local = new Date(0)
  local.setUTCFullYear(year, Number(part.month) - 1, Number(part.day))
  local.setUTCHours(Number(part.hour), Number(part.minute), Number(part.second))
  return local.getTime() - Math.floor(instant / 1000) * 1000
}
