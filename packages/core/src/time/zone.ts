import type { Instant } from '../model/instant.ts'
import { epochDayOf } from './calendar.ts'
import { formatterOf } from './zone-format.ts'

/** Milliseconds of local time since 1970-01-01T00:00 of the same clock: an instant plus the offset of the zone. */
export type LocalMs = number

/** A stretch of time through which a zone keeps one offset: [from, to). */
interface Regime {
  readonly from: Instant
  readonly to: Instant
  readonly offset: number
}

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** Offsets are found a block at a time and kept. */
const BLOCK = 32 * DAY
const MAX_BLOCKS = 4096
const blocks: Map<string, Map<number, readonly Regime[]>> = new Map()

/** Is this the name of a zone of the IANA data base that the runtime knows? Offsets such as `+01:00` are not. */
export function isValidZone(zone: string): boolean {
  return formatterOf(zone) !== undefined
}

/** Offset of a zone at an instant in ms: local time minus UTC. A zone that is not known counts as UTC. */
export function offsetAt(at: Instant, zone: string): number {
  if (zone === 'UTC') return 0
  const regimes = regimesOf(zone, Math.floor(at / BLOCK))
  for (let index = regimes.length - 1; index > 0; index--) {
    const regime = regimes[index] as Regime
    if (at >= regime.from) return regime.offset
  }
  return (regimes[0] as Regime).offset
}

/** Local time of a zone at an instant. */
export function localOf(at: Instant, zone: string): LocalMs {
  return at + offsetAt(at, zone)
}

/**
 * The instant of a local time: the first one if the local time comes twice, the first instant after the gap if it
 * does not come at all.
 */
export function instantOfLocal(local: LocalMs, zone: string): Instant {
  if (zone === 'UTC') return local
  const first = Math.floor((local - 27 * HOUR) / BLOCK)
  const last = Math.floor((local + 27 * HOUR) / BLOCK)
  for (let block = first; block <= last; block++) {
    for (const regime of regimesOf(zone, block)) {
      const candidate = local - regime.offset
      if (candidate < regime.to) return Math.max(candidate, regime.from)
    }
  }
  return local - offsetAt(local, zone)
}

/** The instants after `after` and before `before` at which the zone changes its offset. */
export function transitionsBetween(after: Instant, before: Instant, zone: string): readonly Instant[] {
  if (zone === 'UTC') return []
  const found: Instant[] = []
  let offset = offsetAt(after, zone)
  for (let block = Math.floor(after / BLOCK); block <= Math.floor(before / BLOCK); block++) {
    for (const regime of regimesOf(zone, block)) {
      if (regime.from > after && regime.from < before && regime.offset !== offset) found.push(regime.from)
      if (regime.from < before && regime.to > after) offset = regime.offset
    }
  }
  return found
}

function regimesOf(zone: string, block: number): readonly Regime[] {
  let known = blocks.get(zone)
  if (known === undefined) {
    if (blocks.size > 1000) blocks.clear()
    known = new Map()
    blocks.set(zone, known)
  }
  let regimes = known.get(block)
  if (regimes === undefined) {
    if (known.size >= MAX_BLOCKS) known.clear()
    regimes = findRegimes(zone, block * BLOCK)
    known.set(block, regimes)
  }
  return regimes
}

/** No zone has changed its offset twice within twelve hours, so a probe every twelve hours sees every change. */
const PROBE = 12 * HOUR

function findRegimes(zone: string, start: Instant): readonly Regime[] {
  const end = start + BLOCK
  const found: Regime[] = []
  let from = start
  let offset = probe(start, zone)
  for (let at = start; at < end; at += PROBE) {
    const next = probe(at + PROBE, zone)
    if (next === offset) continue
    const change = firstChange(at, at + PROBE, offset, zone)
    if (change < end) {
      found.push({ from, to: change, offset })
      from = change
      offset = next
    }
  }
  found.push({ from, to: end, offset })
  return found
}

function firstChange(before: Instant, after: Instant, offset: number, zone: string): Instant {
  let low = before
  let high = after
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (probe(middle, zone) === offset) low = middle
    else high = middle
  }
  return high
}

const MAX_DATE = 8_640_000_000_000_000

function probe(at: Instant, zone: string): number {
  const formatter = formatterOf(zone)
  if (formatter === undefined) return 0
  const second = Math.floor(Math.min(Math.max(at, -MAX_DATE), MAX_DATE) / 1000) * 1000
  let year = 0
  let month = 0
  let day = 0
  let inDay = 0
  let era = ''
  for (const { type, value } of formatter.formatToParts(Math.max(second, -MAX_DATE))) {
    if (type === 'year') year = Number(value)
    else if (type === 'month') month = Number(value)
    else if (type === 'day') day = Number(value)
    else if (type === 'hour') inDay += Number(value) * HOUR
    else if (type === 'minute') inDay += Number(value) * 60_000
    else if (type === 'second') inDay += Number(value) * 1000
    else if (type === 'era') era = value
  }
  return epochDayOf(era === 'B' || era === 'BC' ? 1 - year : year, month, day) * DAY + inDay - second
}
