import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { QuietHours } from '../delivery-options.ts'
import { compileQuietHours, nextAllowed } from './quiet-hours.ts'

const PARIS = 'Europe/Paris'
const DAY = 86_400_000

function next(rule: Partial<QuietHours>, at: string, zone: string = PARIS): string | undefined {
  const [compiled] = compileQuietHours([{ id: 'q', channel: 'sms', allowed: [], ...rule }])
  const found = nextAllowed(compiled!, Date.parse(at), zone)
  return found === undefined ? undefined : new Date(found).toISOString()
}

const DAYTIME = { allowed: [{ days: [1, 2, 3, 4, 5, 6], from: '08:00', to: '20:00' }] }
const NIGHT = { allowed: [{ days: [5], from: '22:00', to: '06:00' }] }
const ALWAYS = { allowed: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }] }

describe('the next allowed instant', () => {
  it('is now inside a window, whose end is exclusive', () => {
    expect(next(DAYTIME, '2026-03-02T07:00:00Z')).toBe('2026-03-02T07:00:00.000Z')
    expect(next(DAYTIME, '2026-03-02T18:59:59.999Z')).toBe('2026-03-02T18:59:59.999Z')
    expect(next(DAYTIME, '2026-03-02T19:00:00Z')).toBe('2026-03-03T07:00:00.000Z')
  })

  it('is the nearest one, not the same time on another day', () => {
    expect(next(DAYTIME, '2026-03-07T22:00:00Z')).toBe('2026-03-09T07:00:00.000Z')
  })

  it('is read on the contact’s clock, in summer and in winter', () => {
    expect(next(DAYTIME, '2026-07-01T05:00:00Z')).toBe('2026-07-01T06:00:00.000Z')
    expect(next(DAYTIME, '2026-01-02T05:00:00Z', 'Indian/Reunion')).toBe('2026-01-02T05:00:00.000Z')
  })

  it('a window over midnight belongs to the day on which it began', () => {
    expect(next(NIGHT, '2026-03-07T03:00:00Z')).toBe('2026-03-07T03:00:00.000Z')
    expect(next(NIGHT, '2026-03-06T03:00:00Z')).toBe('2026-03-06T21:00:00.000Z')
    expect(next(NIGHT, '2026-03-07T05:00:00Z')).toBe('2026-03-13T21:00:00.000Z')
  })

  it('a holiday is shut, also for the part after midnight of the window before it', () => {
    expect(next({ ...DAYTIME, holidays: ['2026-03-03'] }, '2026-03-03T09:00:00Z')).toBe(
      '2026-03-04T07:00:00.000Z',
    )
    expect(next({ ...NIGHT, holidays: ['2026-03-07'] }, '2026-03-07T03:00:00Z')).toBe(
      '2026-03-13T21:00:00.000Z',
    )
  })

  it('begins after the spring gap when the window begins in it', () => {
    const gap = { allowed: [{ days: [7], from: '02:30', to: '05:00' }] }
    expect(next(gap, '2026-03-28T23:00:00Z')).toBe('2026-03-29T01:00:00.000Z')
  })

  it('is nowhere when nothing is allowed', () => {
    expect(next({ allowed: [] }, '2026-03-02T07:00:00Z')).toBeUndefined()
  })

  it('refuses times and dates that are none, naming the rule', () => {
    expect(() => next({ allowed: [{ days: [1], from: '8h', to: '20:00' }] }, '2026-03-02T07:00:00Z')).toThrow(
      '`q`',
    )
    expect(() => next({ ...DAYTIME, holidays: ['25/12/2026'] }, '2026-03-02T07:00:00Z')).toThrow('`q`')
  })

  it('is never earlier than asked, stands still once reached, and leaves no allowed instant out', () => {
    const time = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '30'))
      .map(([h, m]) => `${String(h).padStart(2, '0')}:${m}`)
    const window = fc.record({
      days: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
      from: time,
      to: time,
    })
    const at = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 11, 31) })
    const zone = fc.constantFrom('Europe/Paris', 'America/New_York', 'Pacific/Apia', 'UTC')
    fc.assert(
      fc.property(
        fc.array(window, { minLength: 1, maxLength: 3 }),
        at,
        zone,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (allowed, instant, where, part) => {
          const [rule] = compileQuietHours([{ id: 'q', channel: 'sms', allowed }])
          const found = nextAllowed(rule!, instant, where)!
          expect(found).toBeGreaterThanOrEqual(instant)
          expect(found - instant).toBeLessThan(9 * DAY)
          expect(nextAllowed(rule!, found, where)).toBe(found)
          // Whatever lies between asks for the same instant.
          const between = Math.floor(instant + (found - instant) * part)
          expect(nextAllowed(rule!, between, where)).toBe(found)
        },
      ),
    )
  })

  it('an always open rule holds nothing back', () => {
    expect(next(ALWAYS, '2026-03-29T01:30:00Z')).toBe('2026-03-29T01:30:00.000Z')
  })
})
