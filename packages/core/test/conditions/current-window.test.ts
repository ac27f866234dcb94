import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileCondition } from '../../src/conditions/compile.ts'
import { emptyEnvironment } from '../../src/conditions/environment.ts'
import type { CalendarUnit, Condition } from '../../src/index.ts'
import { ZONES } from './arbitrary.ts'
import { factsOf } from './facts-of.ts'

const HOUR = 3_600_000
const UNITS = ['day', 'week', 'month', 'quarter', 'year'] as const

/** The verdict on one event at an instant: positive in the window, and until when. */
function verdict(happened: string, current: CalendarUnit, now: string, zone: string): number {
  const condition: Condition = { event: 'A', window: { current } }
  const facts = factsOf({ zone, events: { A: [[Date.parse(happened)]] } })
  return compileCondition(condition, emptyEnvironment())(facts, Date.parse(now))
}

/** The span of an instant as `Intl` writes it; a week by the date of its Monday. */
function spanOf(at: number, unit: CalendarUnit, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(at)
  const [year, month, day] = parts.split('-').map(Number) as [number, number, number]
  if (unit === 'day') return parts
  if (unit === 'month') return `${year}-${month}`
  if (unit === 'quarter') return `${year}-Q${Math.ceil(month / 3)}`
  if (unit === 'year') return `${year}`
  const date = new Date(Date.UTC(year, month - 1, day))
  date.setUTCDate(day - ((date.getUTCDay() + 6) % 7))
  return date.toISOString().slice(0, 10)
}

describe('the window of the current day, week, month, quarter or year', () => {
  it('begins at the first instant of it in the contact’s zone, and ends with it', () => {
    // Midnight in Paris is 22:00 UTC in summer, 23:00 in winter.
    expect(verdict('2026-07-01T22:00:00.000Z', 'day', '2026-07-02T21:59:59.999Z', 'Europe/Paris')).toBe(
      Date.parse('2026-07-02T22:00:00Z'),
    )
    expect(verdict('2026-07-01T21:59:59.999Z', 'day', '2026-07-02T10:00:00Z', 'Europe/Paris')).toBeLessThan(0)
    expect(verdict('2026-07-01T21:59:59.999Z', 'day', '2026-07-01T22:00:00Z', 'Europe/Paris')).toBeLessThan(0)
    expect(verdict('2026-07-01T21:59:59.999Z', 'day', '2026-07-02T03:00:00Z', 'America/New_York')).toBe(
      Date.parse('2026-07-02T04:00:00Z'),
    )
  })

  it('is as long as the day is where the clocks change', () => {
    // 29 March 2026 has 23 hours in Paris, 25 October has 25.
    expect(verdict('2026-03-28T23:00:00Z', 'day', '2026-03-29T12:00:00Z', 'Europe/Paris')).toBe(
      Date.parse('2026-03-29T22:00:00Z'),
    )
    expect(verdict('2026-10-24T22:00:00Z', 'day', '2026-10-25T12:00:00Z', 'Europe/Paris')).toBe(
      Date.parse('2026-10-25T23:00:00Z'),
    )
  })

  it('knows the lengths of months, leap years and the Monday of weeks', () => {
    expect(verdict('2028-02-01T00:00:00Z', 'month', '2028-02-29T23:59:59.999Z', 'UTC')).toBe(
      Date.parse('2028-03-01T00:00:00Z'),
    )
    // 1 March 2026 is a Sunday: the week began on 23 February.
    expect(verdict('2026-02-23T00:00:00Z', 'week', '2026-03-01T12:00:00Z', 'UTC')).toBe(
      Date.parse('2026-03-02T00:00:00Z'),
    )
    expect(verdict('2026-02-22T23:59:59.999Z', 'week', '2026-03-01T12:00:00Z', 'UTC')).toBeLessThan(0)
    expect(verdict('2026-04-01T00:00:00Z', 'quarter', '2026-06-30T23:00:00Z', 'UTC')).toBe(
      Date.parse('2026-07-01T00:00:00Z'),
    )
  })

  it('waits for what is dated in the future until its instant', () => {
    const soon = verdict('2026-07-02T12:00:00Z', 'day', '2026-07-02T10:00:00Z', 'UTC')
    expect(soon).toBe(-Date.parse('2026-07-02T12:00:00Z'))
  })

  it('holds what lies in the same span as now, whatever the zone (law)', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3 * 365 * 24 * 2 }),
        fc.integer({ min: 0, max: 800 * 24 }),
        fc.constantFrom(...UNITS),
        fc.constantFrom(...ZONES),
        (halfHours, back, unit, zone) => {
          const now = Date.UTC(2025, 0, 1) + halfHours * (HOUR / 2)
          const at = now - Math.floor((back * HOUR) / (unit === 'day' ? 400 : unit === 'week' ? 80 : 1))
          const holds = verdict(new Date(at).toISOString(), unit, new Date(now).toISOString(), zone)
          expect(holds > 0).toBe(spanOf(at, unit, zone) === spanOf(now, unit, zone))
        },
      ),
      { numRuns: 1500 },
    )
  })
})
