import { describe, expect, it } from 'vitest'
import { franceQuietHours, frenchHolidays } from './france.ts'
import { compileQuietHours, nextAllowed } from './rules/quiet-hours.ts'

/** @see https://www.data.gouv.fr/datasets/jours-feries-en-france */
const HOLIDAYS_2026 = [
  '2026-01-01',
  '2026-04-06',
  '2026-05-01',
  '2026-05-08',
  '2026-05-14',
  '2026-05-25',
  '2026-07-14',
  '2026-08-15',
  '2026-11-01',
  '2026-11-11',
  '2026-12-25',
]

describe('the French pack', () => {
  it('knows the public holidays of 2026', () => {
    expect(frenchHolidays(2026)).toEqual(HOLIDAYS_2026)
  })

  it('counts one day once when Ascension falls on 8 May or 1 May', () => {
    expect(frenchHolidays(2008)).toHaveLength(10)
    expect(new Set(frenchHolidays(2008)).size).toBe(10)
  })

  it('knows Easter from its earliest to its latest', () => {
    const monday = (year: number) =>
      frenchHolidays(year).find((day) => day > `${year}-03-20` && day < `${year}-04-30`)
    expect([2008, 2011, 2024, 2025, 2038].map(monday)).toEqual([
      '2008-03-24',
      '2011-04-25',
      '2024-04-01',
      '2025-04-21',
      '2038-04-26',
    ])
  })

  it('adds the days of Alsace-Moselle and of each overseas department', () => {
    expect(frenchHolidays(2026, { alsaceMoselle: true })).toEqual(
      expect.arrayContaining(['2026-04-03', '2026-12-26']),
    )
    const martinique = franceQuietHours().find(({ id }) => id === 'fr-sms-MQ')
    expect(martinique?.holidays).toContain('2026-05-22')
  })

  it('lets SMS go from Monday to Saturday, 8 to 20, and calls in their two halves of the day', () => {
    const rules = compileQuietHours(franceQuietHours())
    const next = (id: string, at: string) =>
      new Date(
        nextAllowed(rules.find((rule) => rule.id === id)!, Date.parse(at), 'Europe/Paris')!,
      ).toISOString()
    expect(next('fr-sms-FR', '2026-03-08T10:00:00Z')).toBe('2026-03-09T07:00:00.000Z')
    expect(next('fr-sms-FR', '2026-05-14T10:00:00Z')).toBe('2026-05-15T06:00:00.000Z')
    expect(next('fr-phone-FR', '2026-03-09T12:30:00Z')).toBe('2026-03-09T13:00:00.000Z')
    expect(next('fr-phone-FR', '2026-03-07T12:30:00Z')).toBe('2026-03-09T09:00:00.000Z')
  })
})
