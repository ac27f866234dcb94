import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PressureRule } from '../delivery-options.ts'
import { compilePressure, countIn, firstFree } from './pressure.ts'

const DAY = 86_400_000
const HOUR = 3_600_000
const PARIS = 'Europe/Paris'

function compiled(rule: Pick<PressureRule, 'max' | 'window'>) {
  return compilePressure([{ id: 'p', ...rule }])[0]!
}

describe('room under a pressure rule', () => {
  it('a rolling window forgets a message after exactly its length', () => {
    const rule = compiled({ max: 2, window: { rolling: '7d' } })
    const sent = [0, DAY]
    expect(firstFree(rule, sent, 2 * DAY, PARIS)).toBe(7 * DAY)
    expect(firstFree(rule, sent, 7 * DAY - 1, PARIS)).toBe(7 * DAY)
    expect(firstFree(rule, sent, 7 * DAY, PARIS)).toBe(7 * DAY)
  })

  it('a calendar day ends at the contact’s midnight', () => {
    const rule = compiled({ max: 1, window: { calendar: 'day' } })
    const at = Date.parse('2026-03-02T22:30:00Z')
    expect(firstFree(rule, [at - HOUR], at, PARIS)).toBe(Date.parse('2026-03-02T23:00:00Z'))
    expect(firstFree(rule, [at - HOUR], at, 'UTC')).toBe(Date.parse('2026-03-03T00:00:00Z'))
  })

  it('a calendar week begins on Monday, a month on its first day', () => {
    const sunday = Date.parse('2026-03-01T12:00:00Z')
    expect(firstFree(compiled({ max: 1, window: { calendar: 'week' } }), [sunday], sunday, 'UTC')).toBe(
      Date.parse('2026-03-02T00:00:00Z'),
    )
    expect(firstFree(compiled({ max: 1, window: { calendar: 'month' } }), [sunday], sunday, 'UTC')).toBe(
      Date.parse('2026-04-01T00:00:00Z'),
    )
  })

  it('a rule of none never has room', () => {
    expect(firstFree(compiled({ max: 0, window: { rolling: '1d' } }), [], 0, PARIS)).toBeUndefined()
  })

  it('the first free instant is free, none before it is, and sending at each keeps every window within the maximum', () => {
    const rule = fc.record({
      max: fc.integer({ min: 1, max: 4 }),
      window: fc.constantFrom<PressureRule['window']>(
        { rolling: '1d' },
        { rolling: '7d' },
        { rolling: 'P1M' },
        { calendar: 'day' },
        { calendar: 'week' },
        { calendar: 'month' },
      ),
    })
    const gaps = fc.array(fc.integer({ min: 0, max: 3 * DAY }), { maxLength: 30 })
    fc.assert(
      fc.property(rule, gaps, fc.double({ min: 0, max: 0.999, noNaN: true }), (given, waits, part) => {
        const one = compiled(given)
        const sent: number[] = []
        let now = Date.UTC(2026, 0, 15, 10)
        for (const wait of waits) {
          now += wait
          const free = firstFree(one, sent, now, PARIS)!
          expect(countIn(one, sent, free, PARIS)).toBeLessThan(one.max)
          if (free > now)
            expect(countIn(one, sent, Math.floor(now + (free - now) * part), PARIS)).toBe(one.max)
          sent.push(free)
          now = Math.max(now, free)
          expect(countIn(one, sent, free, PARIS)).toBeLessThanOrEqual(one.max)
        }
      }),
    )
  })
})
