import type { Instant } from '../model/instant.ts'
import { addDuration, DAY_MS, type Duration, lengthOf, subtractDuration } from '../time/duration.ts'
import { localDayOf, startOfDay } from '../time/local-time.ts'
import { instantOfLocal, localOf, offsetAt, transitionsBetween } from '../time/zone.ts'

/** t − D: what is later is within the last D. */
export function boundBefore(duration: Duration, now: Instant, zone: string): Instant {
  return duration.kind === 'exact' ? now - duration.ms : subtractDuration(now, duration, zone)
}

/** t + D: what is not later is within the next D. */
export function boundAfter(duration: Duration, now: Instant, zone: string): Instant {
  return duration.kind === 'exact' ? now + duration.ms : addDuration(now, duration, zone)
}

/** The first later instant at which `value > t − D` may change; `Infinity` if it never does again. */
export function crossesBehind(value: Instant, duration: Duration, now: Instant, zone: string): Instant {
  if (duration.kind === 'exact') return value + duration.ms > now ? value + duration.ms : Infinity
  const { least, most } = lengthOf(duration)
  if (value + least > now) return value + least
  if (value + most <= now) return Infinity
  return nextCrossing(value, subtractDuration(now, duration, zone), now, zone)
}

/** The first later instant at which `value > t + D` may change; `Infinity` if it never does again. */
export function crossesAhead(value: Instant, duration: Duration, now: Instant, zone: string): Instant {
  if (duration.kind === 'exact') return value - duration.ms > now ? value - duration.ms : Infinity
  const { least, most } = lengthOf(duration)
  if (value - most > now) return value - most
  if (value - least <= now) return Infinity
  return nextCrossing(value, addDuration(now, duration, zone), now, zone)
}

/**
 * A bound on the calendar runs beside the clock, but stands still in a spring gap, jumps back and forth where a
 * zone changes its offset, and steps at midnight where a month is too short. Between two such kinks it is a line,
 * so the next crossing is where the line meets the value, or else no sooner than the next kink.
 */
function nextCrossing(value: Instant, bound: Instant, now: Instant, zone: string): Instant {
  const kink = nextKink(bound, now, zone)
  const meeting = value > bound ? now + (value - bound) : Infinity
  return Math.min(kink, meeting)
}

function nextKink(bound: Instant, now: Instant, zone: string): Instant {
  const today = localDayOf(now, zone)
  const midnight = startOfDay(today + 1, zone)
  let kink = midnight
  for (const at of transitionsBetween(now, midnight, zone)) kink = Math.min(kink, at)
  const there = localDayOf(bound, zone)
  const dayBefore = startOfDay(there, zone) - DAY_MS / 2
  for (const at of transitionsBetween(dayBefore, startOfDay(there + 1, zone) + DAY_MS / 2, zone)) {
    for (const local of [at + offsetAt(at - 1, zone), localOf(at, zone)]) {
      const mirrored = instantOfLocal(today * DAY_MS + (((local % DAY_MS) + DAY_MS) % DAY_MS), zone)
      if (mirrored > now && mirrored < kink) kink = mirrored
    }
  }
  return kink
}
