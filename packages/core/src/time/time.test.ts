import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDuration, parseDuration, subtractDuration } from './duration.ts'
import { nextLocalTime } from './local-time.ts'
import { parseInstant } from './parse-instant.ts'
import { instantOfLocal, isValidZone, localOf, offsetAt } from './zone.ts'

const iso = (at: number | undefined): string => (at === undefined ? 'none' : new Date(at).toISOString())
const at = (text: string): number => Date.parse(text)

describe('durations', () => {
  it('count 24 hours for `1d` and a day of the calendar for `P1D`', () => {
    const eve = at('2026-03-28T12:00:00+01:00')
    expect(iso(addDuration(eve, parseDuration('1d'), 'Europe/Paris'))).toBe('2026-03-29T11:00:00.000Z')
    expect(iso(addDuration(eve, parseDuration('P1D'), 'Europe/Paris'))).toBe('2026-03-29T10:00:00.000Z')
  })

  it('clamp to the last day of a shorter month', () => {
    expect(iso(addDuration(at('2026-01-31T00:00Z'), parseDuration('P1M'), 'UTC'))).toBe(
      '2026-02-28T00:00:00.000Z',
    )
    expect(iso(subtractDuration(at('2028-02-29T00:00Z'), parseDuration('P1Y'), 'UTC'))).toBe(
      '2027-02-28T00:00:00.000Z',
    )
  })

  it('refuse what they cannot read, and the two kinds in one', () => {
    for (const text of ['', '1', 'd', '-1d', '1 d', 'P', 'PT', 'P1DT2H', '1y', '999999999w', 'P9999Y'])
      expect(() => parseDuration(text)).toThrow(expect.objectContaining({ code: 'INVALID_CONDITION' }))
  })
})

describe('local times', () => {
  it('move out of the spring gap to the first instant after it', () => {
    expect(iso(nextLocalTime(at('2026-03-28T12:00Z'), '02:30', 'Europe/Paris'))).toBe(
      '2026-03-29T01:00:00.000Z',
    )
    expect(iso(instantOfLocal(at('2026-03-08T02:30Z'), 'America/New_York'))).toBe('2026-03-08T07:00:00.000Z')
  })

  it('mean the first of the two where they come twice', () => {
    expect(iso(nextLocalTime(at('2026-10-24T12:00Z'), '02:30', 'Europe/Paris'))).toBe(
      '2026-10-25T00:30:00.000Z',
    )
    expect(iso(nextLocalTime(at('2026-10-25T01:00Z'), '02:30', 'Europe/Paris'))).toBe(
      '2026-10-26T01:30:00.000Z',
    )
  })

  it('wait for an allowed weekday, and are now if they are now', () => {
    const tuesday = at('2026-11-24T08:00Z')
    expect(nextLocalTime(tuesday, '09:00', 'Europe/Paris')).toBe(tuesday)
    expect(iso(nextLocalTime(tuesday + 1, '09:00', 'Europe/Paris', [1]))).toBe('2026-11-30T08:00:00.000Z')
  })

  it('come back from every instant through its local time, or from the first of two', () => {
    const zones = fc.constantFrom(
      'Europe/Paris',
      'America/St_Johns',
      'Australia/Lord_Howe',
      'Africa/Casablanca',
      'Asia/Kathmandu',
    )
    fc.assert(
      fc.property(zones, fc.integer({ min: 0, max: 4_000_000_000 }), (zone, second) => {
        const instant = second * 1000
        const back = instantOfLocal(localOf(instant, zone), zone)
        expect(back).toBeLessThanOrEqual(instant)
        expect(localOf(back, zone)).toBe(localOf(instant, zone))
      }),
      { numRuns: 1000 },
    )
  })
})

describe('zones', () => {
  it('are names of the IANA data base, not offsets', () => {
    expect(['Europe/Paris', 'UTC', 'America/Argentina/Buenos_Aires'].every(isValidZone)).toBe(true)
    expect(['+01:00', 'Mars/Olympus', '', 'x'].some(isValidZone)).toBe(false)
  })

  it('have the offsets of the runtime, at changes too', () => {
    expect(offsetAt(at('2026-03-29T00:59:59.999Z'), 'Europe/Paris')).toBe(3_600_000)
    expect(offsetAt(at('2026-03-29T01:00:00Z'), 'Europe/Paris')).toBe(7_200_000)
    expect(offsetAt(at('2026-01-01T00:00Z'), 'Asia/Kathmandu')).toBe(5.75 * 3_600_000)
  })
})

describe('instants in text', () => {
  it.each([
    ['2026-03-01T10:00:00+01:00', '2026-03-01T09:00:00.000Z'],
    ['2026-03-01', '2026-02-28T23:00:00.000Z'],
    ['2026-03-29T02:30', '2026-03-29T01:00:00.000Z'],
    ['2026-03-01 10:00:00.1239Z', '2026-03-01T10:00:00.123Z'],
    ['2026-02-30', 'none'],
    ['2026-13-01', 'none'],
    ['01/02/2026', 'none'],
    ['2026-03-01T24:00Z', 'none'],
    ['1700000000000', 'none'],
  ])('%s is %s in Paris', (text, expected) => {
    expect(iso(parseInstant(text, 'Europe/Paris'))).toBe(expected)
  })
})
