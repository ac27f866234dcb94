import {
  addDuration,
  isReference,
  localDayOf,
  type Operand,
  parseDuration,
  readInstant,
  startOfDay,
  subtractDuration,
  type ValueOperator,
  type ValueTest,
} from '@clientele/core'
import { atMost, type Bounds, NEVER } from './bounds.ts'
import { type Fragment, or } from './fragment.ts'
import { type InstantRange, inInstantRange } from './instant-range.ts'
import { hasOffset } from './operand.ts'
import type { Place } from './place.ts'
import { looksDated } from './reading.ts'

const DAY_MS = 86_400_000
/** More than two zones can put a bound apart that follows the calendar: a month's end, and a day. */
const CALENDAR_SLACK = 6 * DAY_MS
/** The same for the bounds of a local day. */
const ZONE_SLACK = 2 * DAY_MS

/** A comparison of dates as a range of instants; what follows the calendar of a zone has loose bounds elsewhere. */
export function dateTest(place: Place, test: ValueTest, value: Fragment): Bounds {
  if (test.op === 'anniversaryWithin') return atMost(readable(place, value))
  const range = isReference(test.value) ? undefined : rangeOf(place, test)
  if (range === 'none') return NEVER
  return range === undefined ? atMost(readable(place, value)) : inInstantRange(place, value, range)
}

/** May core read an instant there? */
function readable({ json }: Place, value: Fragment): Fragment {
  return or(json.is('number', value), looksDated(json, value))
}

function rangeOf(place: Place, test: ValueTest): InstantRange | 'none' | undefined {
  const { at, defaultZone } = place
  switch (test.op) {
    case 'before':
    case 'after':
      return sideOf(test.op, test.value as Operand, defaultZone)
    case 'sameDay': {
      const day = test.value === undefined ? at : readInstant(test.value as never, defaultZone)
      return day === undefined ? 'none' : dayOf(day, defaultZone)
    }
    default:
      return relative(test.op, test.value as string, at, defaultZone)
  }
}

function sideOf(op: 'before' | 'after', operand: Operand, zone: string): InstantRange | 'none' {
  const instant = readInstant(operand as never, zone)
  if (instant === undefined) return 'none'
  const slack = typeof operand === 'string' && !hasOffset(operand) ? ZONE_SLACK : 0
  return op === 'before'
    ? { after: Number.NEGATIVE_INFINITY, upTo: instant - 1, slack }
    : { after: instant, upTo: Number.POSITIVE_INFINITY, slack }
}

function dayOf(instant: number, zone: string): InstantRange {
  const day = localDayOf(instant, zone)
  return { after: startOfDay(day, zone) - 1, upTo: startOfDay(day + 1, zone) - 1, slack: ZONE_SLACK }
}

function relative(op: ValueOperator, text: string, at: number, zone: string): InstantRange | undefined {
  const duration = parseDuration(text)
  const slack = duration.kind === 'exact' ? 0 : CALENDAR_SLACK
  const [ago, ahead] = [subtractDuration(at, duration, zone), addDuration(at, duration, zone)]
  switch (op) {
    case 'withinLast':
      return { after: ago, upTo: at, slack }
    case 'withinNext':
      return { after: at, upTo: ahead, slack }
    case 'moreThanAgo':
      return { after: Number.NEGATIVE_INFINITY, upTo: ago, slack }
    case 'moreThanAhead':
      return { after: ahead, upTo: Number.POSITIVE_INFINITY, slack }
    default:
      return undefined
  }
}
