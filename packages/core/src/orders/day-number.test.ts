import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayNumberIn } from './day-number.ts'

const zones = [
  'UTC',
  'Europe/Paris',
  'America/New_York',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'Australia/Lord_Howe',
]

describe('dayNumberIn', () => {
  it('gives the calendar day that the zone shows, whatever the instant', () => {
    for (const zone of zones) {
      const number = dayNumberIn(zone)
      const shown = new Intl.DateTimeFormat('en-CA', { timeZone: zone })
      fc.assert(
        fc.property(fc.integer({ min: Date.UTC(1975, 0, 1), max: Date.UTC(2060, 0, 1) }), (instant) => {
          expect(number(instant) * 86_400_000).toBe(Date.parse(shown.format(instant)))
        }),
        { numRuns: 50, seed: 5 },
      )
    }
  })

  it('counts one day over a night of 23 hours', () => {
    const number = dayNumberIn('Europe/Paris')
    const before = Date.UTC(2026, 2, 28, 22, 30)
    expect(number(before + 23 * 3_600_000) - number(before)).toBe(1)
  })

  it('refuses a zone that is none', () => {
    expect(() => dayNumberIn('Paris')).toThrowError(expect.objectContaining({ code: 'INVALID_OPTIONS' }))
  })
})
