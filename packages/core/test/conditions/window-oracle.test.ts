import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileCondition } from '../../src/conditions/compile.ts'
import { emptyEnvironment } from '../../src/conditions/environment.ts'
import { parseDuration, subtractDuration } from '../../src/time/duration.ts'
import { ZONES } from './arbitrary.ts'
import { factsOf } from './facts-of.ts'

const HOUR = 3_600_000
const NOW = Date.UTC(2026, 2, 29, 12)
const instants = fc.array(
  fc.integer({ min: -70 * 24, max: 48 }).map((hours) => NOW + hours * HOUR),
  { maxLength: 30 },
)
const durations = fc.constantFrom('6h', '1d', '7d', '30d', 'P1D', 'P1M', 'P2W')
const operators = {
  gte: (a: number, b: number) => a >= b,
  gt: (a: number, b: number) => a > b,
  lt: (a: number, b: number) => a < b,
  lte: (a: number, b: number) => a <= b,
  eq: (a: number, b: number) => a === b,
  ne: (a: number, b: number) => a !== b,
} as const

describe('a count over a window', () => {
  it('is that of the events in (t − D, t], taken one by one', () => {
    const op = fc.constantFrom(...(Object.keys(operators) as (keyof typeof operators)[]))
    fc.assert(
      fc.property(
        instants,
        durations,
        op,
        fc.integer({ min: 0, max: 5 }),
        fc.constantFrom(...ZONES),
        (list, last, op, value, zone) => {
          const bound = subtractDuration(NOW, parseDuration(last), zone)
          const even = (at: number): boolean => (at / HOUR) % 2 === 0
          const expected = list.filter((at) => at > bound && at <= NOW && even(at)).length
          const facts = factsOf({ zone, events: { A: list.map((at) => [at, { even: even(at) }]) } })
          const test = compileCondition(
            { event: 'A', where: { property: 'even', op: 'eq', value: true }, window: { last }, op, value },
            emptyEnvironment(),
          )
          expect(test(facts, NOW) > 0).toBe(operators[op](expected, value))
        },
      ),
      { numRuns: 1500 },
    )
  })

  it('changes exactly when it is said to, where the window does not follow the calendar', () => {
    fc.assert(
      fc.property(
        instants,
        fc.constantFrom('6h', '1d', '7d', '30d'),
        fc.integer({ min: 1, max: 5 }),
        (list, last, value) => {
          const facts = factsOf({ events: { A: list.map((at) => [at]) } })
          // Without events of the future, a count only falls, so the first change is known to the millisecond.
          const past = factsOf({ events: { A: list.filter((at) => at <= NOW).map((at) => [at]) } })
          const test = compileCondition(
            { event: 'A', window: { last }, op: 'gte', value },
            emptyEnvironment(),
          )
          const verdict = test(past, NOW)
          if (verdict > 0) expect(test(past, verdict)).toBeLessThan(0)
          else expect(verdict).toBe(Number.NEGATIVE_INFINITY)
          expect(Math.abs(test(facts, NOW))).toBeGreaterThan(NOW)
        },
      ),
      { numRuns: 500 },
    )
  })
})
