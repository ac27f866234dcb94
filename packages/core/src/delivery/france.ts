import { addDays, dateOf, epochDayOf } from '../time/calendar.ts'
import type { PressureRule, QuietHours } from './delivery-options.ts'

/** Where the French rules come from, and when they were last read. They are data, not legal advice. */
export const FRENCH_RULES_SOURCE: { readonly asOf: string; readonly sources: readonly string[] } = {
  asOf: '2026-07-31',
  sources: [
    'SMS: code of conduct of the French operators (AF2M), marketing from Monday to Saturday, 8 to 20, no public holiday',
    'Telephone: decree 2022-1313 of 13 October 2022 (Monday to Friday, 10 to 13 and 14 to 20; four calls in 30 days)',
    'Public holidays: Code du travail, articles L3133-1, L3134-13 (Alsace-Moselle) and L3422-2 (overseas)',
  ],
}

/** For which years, and which part of the country, the pack is made. */
export interface FrenchPackOptions {
  /** First and last year of the holidays. @default [2025, 2035] */
  readonly years?: readonly [first: number, last: number] | undefined
  /** Keep also to the two holidays of Alsace-Moselle, everywhere. @default false */
  readonly alsaceMoselle?: boolean | undefined
}

/** Abolition of slavery, by the country code of each overseas department: month and day. */
const OVERSEAS: { readonly [country: string]: readonly [month: number, day: number] | undefined } = {
  FR: undefined,
  GF: [6, 10],
  GP: [5, 27],
  MQ: [5, 22],
  RE: [12, 20],
  YT: [4, 27],
}

/**
 * When marketing by SMS and telephone may leave in France, by the contact's own clock; see
 * {@link FRENCH_RULES_SOURCE}. A host adds to it or puts its own in its place.
 *
 * @example
 * ```ts
 * const quietHours = franceQuietHours({ years: [2026, 2027] })
 * ```
 */
export function franceQuietHours(options: FrenchPackOptions = {}): readonly QuietHours[] {
  const [first, last] = options.years ?? [2025, 2035]
  return Object.entries(OVERSEAS).flatMap(([country, abolition]) => {
    const holidays: string[] = []
    for (let year = first; year <= last; year++)
      holidays.push(...frenchHolidays(year, { alsaceMoselle: options.alsaceMoselle, abolition }))
    const common = { country, holidays, outside: 'defer' } as const
    return [
      {
        ...common,
        id: `fr-sms-${country}`,
        channel: 'sms',
        allowed: [{ days: [1, 2, 3, 4, 5, 6], from: '08:00', to: '20:00' }],
      },
      {
        ...common,
        id: `fr-phone-${country}`,
        channel: 'phone',
        allowed: [
          { days: [1, 2, 3, 4, 5], from: '10:00', to: '13:00' },
          { days: [1, 2, 3, 4, 5], from: '14:00', to: '20:00' },
        ],
      },
    ]
  })
}

/** At most four marketing calls to a person in 30 days (decree 2022-1313); see {@link FRENCH_RULES_SOURCE}. */
export function francePressure(): readonly PressureRule[] {
  return [
    {
      id: 'fr-phone-attempts',
      scope: { channel: 'phone' },
      max: 4,
      window: { rolling: '30d' },
      overflow: 'defer',
      expireAfter: '30d',
    },
  ]
}

/**
 * Public holidays of a year in France, as `yyyy-mm-dd`, in order. Easter by the anonymous Gregorian algorithm
 * (Meeus, Astronomical Algorithms, chapter 8).
 */
export function frenchHolidays(
  year: number,
  options: {
    readonly alsaceMoselle?: boolean | undefined
    readonly abolition?: readonly [month: number, day: number] | undefined
  } = {},
): readonly string[] {
  const easter = easterOf(year)
  const days = [
    epochDayOf(year, 1, 1),
    addDays(easter, 1),
    epochDayOf(year, 5, 1),
    epochDayOf(year, 5, 8),
    addDays(easter, 39),
    addDays(easter, 50),
    epochDayOf(year, 7, 14),
    epochDayOf(year, 8, 15),
    epochDayOf(year, 11, 1),
    epochDayOf(year, 11, 11),
    epochDayOf(year, 12, 25),
  ]
  if (options.alsaceMoselle === true) days.push(addDays(easter, -2), epochDayOf(year, 12, 26))
  if (options.abolition !== undefined) days.push(epochDayOf(year, ...options.abolition))
  return [...new Set(days)].sort((a, b) => a - b).map(isoDay)
}

function easterOf(year: number): number {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = Math.floor(b / 4)
  const e = b % 4
  const f = Math.floor((b + 8) / 25)
  const g = Math.floor((b - f + 1) / 3)
  const h = (19 * a + b - d - g + 15) % 30
  const i = Math.floor(c / 4)
  const k = c % 4
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const month = Math.floor((h + l - 7 * m + 114) / 31)
  const day = ((h + l - 7 * m + 114) % 31) + 1
  return epochDayOf(year, month, day)
}

function isoDay(day: number): string {
  const { year, month, day: inMonth } = dateOf(day)
  return `${year}-${String(month).padStart(2, '0')}-${String(inMonth).padStart(2, '0')}`
}
