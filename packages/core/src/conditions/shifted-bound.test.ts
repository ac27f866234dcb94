import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDuration } from '../time/duration.ts'
import { boundAfter, boundBefore, crossesAhead, crossesBehind } from './shifted-bound.ts'

const QUARTER = 900_000
const ZONES = ['Europe/Paris', 'America/New_York', 'America/St_Johns', 'Australia/Lord_Howe', 'Pacific/Apia']
const MOMENTS = [
  Date.UTC(2026, 2, 29),
  Date.UTC(2026, 9, 25),
  Date.UTC(2026, 2, 8),
  Date.UTC(2026, 10, 1),
  Date.UTC(2010, 10, 7),
  Date.UTC(2026, 2, 31),
  Date.UTC(2026, 3, 5),
  Date.UTC(2011, 11, 30),
]
const moment = fc
  .tuple(fc.constantFrom(...MOMENTS), fc.integer({ min: 0, max: 34 }))
  .map(([at, days]) => at + days * 86_400_000)

describe('a bound on the calendar', () => {
  it('crosses a value no sooner than is said, through changes of the clocks and short months', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.constantFrom('P1D', 'P7D', 'P1M', 'P1Y'),
        moment,
        fc.integer({ min: -96, max: 96 }),
        fc.integer({ min: -200, max: 200 }),
        fc.boolean(),
        (zone, text, at, quarters, beside, behind) => {
          const duration = parseDuration(text)
          const now = at + quarters * QUARTER
          const bound = behind ? boundBefore : boundAfter
          const value = bound(duration, now, zone) + beside * QUARTER
          const end = (behind ? crossesBehind : crossesAhead)(value, duration, now, zone)
          const truth = value > bound(duration, now, zone)
          expect(end).toBeGreaterThan(now)
          for (let later = now; later < Math.min(end, now + 4 * 96 * QUARTER); later += QUARTER)
            expect(value > bound(duration, later, zone)).toBe(truth)
        },
      ),
      { numRuns: 800 },
    )
  })
})
