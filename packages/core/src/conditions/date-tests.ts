import type { Instant } from '../model/instant.ts'
import type { JsonValue } from '../model/json.ts'
import { type Duration, parseDuration } from '../time/duration.ts'
import { localDayOf, startOfDay } from '../time/local-time.ts'
import { compileAnniversary } from './anniversary.ts'
import type { Operand, ValueTest } from './ast.ts'
import { isDateOperator } from './date-operators.ts'
import { compileRawOperand } from './operand.ts'
import { refuseCondition } from './refuse.ts'
import { NEVER, type Scope, type SignedVerdict } from './scope.ts'
import { boundAfter, boundBefore, crossesAhead, crossesBehind } from './shifted-bound.ts'
import type { Site } from './site.ts'
import { readInstant } from './values.ts'

/** A comparison of a date with now is not true for ever. */
interface DateTest {
  readonly verdict: (value: JsonValue | undefined, scope: Scope) => SignedVerdict
  readonly timeless: boolean
}

/** Does the comparison look at the clock? Its answer may then change by time alone. */
export function looksAtClock(test: ValueTest): boolean {
  return (
    isDateOperator(test.op) &&
    test.op !== 'before' &&
    test.op !== 'after' &&
    !(test.op === 'sameDay' && test.value !== undefined)
  )
}

/**
 * Compiles the comparisons of dates. At an instant t, with a value v and a duration D: `withinLast` is (t − D, t],
 * `withinNext` is (t, t + D], `moreThanAgo` is v ≤ t − D, `moreThanAhead` is v > t + D: together they leave nothing
 * out and nothing counts twice.
 */
export function compileDateTest(test: ValueTest, site: Site): DateTest {
  switch (test.op) {
    case 'before':
      return compareInstants(test, site, (value, other) => value < other)
    case 'after':
      return compareInstants(test, site, (value, other) => value > other)
    case 'sameDay':
      return test.value === undefined
        ? { verdict: onInstant(isToday), timeless: false }
        : compareDays(test, site)
    case 'anniversaryWithin':
      return { verdict: onInstant(compileAnniversary(test)), timeless: false }
    case 'withinLast':
    case 'withinNext':
    case 'moreThanAgo':
    case 'moreThanAhead':
      return { verdict: onInstant(RELATIVE[test.op](parseDuration(test.value as string))), timeless: false }
    default:
      throw refuseCondition(site.path, `\`${test.op}\` is no comparison of dates`)
  }
}

/** What is asked of an instant that is there. */
type InstantTest = (value: Instant, now: Instant, zone: string) => SignedVerdict

function onInstant(test: InstantTest): DateTest['verdict'] {
  return (value, scope) => {
    const { zone } = scope.facts
    const instant = readInstant(value, zone)
    return instant === undefined ? NEVER : test(instant, scope.now, zone)
  }
}

const RELATIVE: {
  readonly [op in 'withinLast' | 'withinNext' | 'moreThanAgo' | 'moreThanAhead']: (
    duration: Duration,
  ) => InstantTest
} = {
  withinLast: (duration) => (value, now, zone) => {
    if (value > now) return -value
    const holds = value > boundBefore(duration, now, zone)
    const end = crossesBehind(value, duration, now, zone)
    return holds ? end : -end
  },
  moreThanAgo: (duration) => (value, now, zone) => {
    const end = crossesBehind(value, duration, now, zone)
    return value <= boundBefore(duration, now, zone) ? end : -end
  },
  withinNext: (duration) => (value, now, zone) => {
    if (value <= now) return NEVER
    const end = Math.min(value, crossesAhead(value, duration, now, zone))
    return value <= boundAfter(duration, now, zone) ? end : -end
  },
  moreThanAhead: (duration) => (value, now, zone) => {
    const end = crossesAhead(value, duration, now, zone)
    return value > boundAfter(duration, now, zone) ? end : -end
  },
}

function isToday(value: Instant, now: Instant, zone: string): SignedVerdict {
  const day = localDayOf(value, zone)
  const today = localDayOf(now, zone)
  if (day < today) return NEVER
  return day === today ? startOfDay(day + 1, zone) : -startOfDay(day, zone)
}

function compareInstants(
  test: ValueTest,
  site: Site,
  holds: (value: Instant, other: Instant) => boolean,
): DateTest {
  const operand = compileRawOperand(test.value as Operand, site)
  return {
    timeless: true,
    verdict: (value, scope) => {
      const { zone } = scope.facts
      const instant = readInstant(value, zone)
      const other = readInstant(operand(scope), zone)
      return instant !== undefined && other !== undefined && holds(instant, other) ? Infinity : NEVER
    },
  }
}

function compareDays(test: ValueTest, site: Site): DateTest {
  const operand = compileRawOperand(test.value as Operand, site)
  return {
    timeless: true,
    verdict: (value, scope) => {
      const { zone } = scope.facts
      const instant = readInstant(value, zone)
      const other = readInstant(operand(scope), zone)
      const same =
        instant !== undefined && other !== undefined && localDayOf(instant, zone) === localDayOf(other, zone)
      return same ? Infinity : NEVER
    },
  }
}
