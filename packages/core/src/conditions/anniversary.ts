import type { Instant } from '../model/instant.ts'
import { addDays, addMonths, dateOf, type EpochDay, epochDayOf, isLeapYear } from '../time/calendar.ts'
import { addDuration, type Duration, parseDuration } from '../time/duration.ts'
import { localDayOf, startOfDay } from '../time/local-time.ts'
import type { ValueTest } from './ast.ts'
import type { SignedVerdict } from './scope.ts'

/**
 * Compiles `anniversaryWithin`: an anniversary of the date falls on a local day from today to the day that it is
 * in D; so `0d` is "today". The birth itself is no anniversary of it. 29 February is kept on the 28th in a common
 * year, or on 1 March with `leapDay: 'mar1'`.
 */
export function compileAnniversary(
  test: ValueTest,
): (value: Instant, now: Instant, zone: string) => SignedVerdict {
  const duration = parseDuration(test.value as string)
  const inMarch = test.leapDay === 'mar1'
  return (value, now, zone) => {
    const origin = localDayOf(value, zone)
    const today = localDayOf(now, zone)
    const next = anniversaryFrom(Math.max(today, origin + 1), origin, inMarch)
    if (next <= localDayOf(addDuration(now, duration, zone), zone)) return startOfDay(next + 1, zone)
    return -Math.max(comesIntoReach(next, duration, zone), now + 1)
  }
}

/** The first anniversary on a day or after it. */
function anniversaryFrom(from: EpochDay, origin: EpochDay, inMarch: boolean): EpochDay {
  const { year } = dateOf(from)
  const here = anniversaryIn(year, origin, inMarch)
  return here >= from ? here : anniversaryIn(year + 1, origin, inMarch)
}

function anniversaryIn(year: number, origin: EpochDay, inMarch: boolean): EpochDay {
  const { month, day } = dateOf(origin)
  if (month !== 2 || day !== 29 || isLeapYear(year)) return epochDayOf(year, month, day)
  return inMarch ? epochDayOf(year, 3, 1) : epochDayOf(year, 2, 28)
}

/** The first instant t at which t + D is on the day. */
function comesIntoReach(day: EpochDay, duration: Duration, zone: string): Instant {
  if (duration.kind === 'exact') return startOfDay(day, zone) - duration.ms
  let first = addDays(addMonths(day, -duration.months), -duration.days) - 5
  while (addDays(addMonths(first, duration.months), duration.days) < day) first++
  return startOfDay(first, zone)
}
