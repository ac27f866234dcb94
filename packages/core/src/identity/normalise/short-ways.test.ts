import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normaliseAddress, streetKey } from './address.ts'
import { dayKey, normaliseDate } from './date.ts'

describe('the short ways to a matching key', () => {
  const plain = fc.constantFrom(
    'rue',
    'R',
    'st',
    'Ste',
    'B',
    'bis',
    'T',
    'DR',
    'ch',
    'mar',
    'de',
    'CEDEX',
    'all',
  )
  const odd = fc.oneof(
    fc.constantFrom('012', '0', '12b', '3bis', 'é', 'd’Arc', 'constructor', ''),
    fc.string({ maxLength: 4 }),
  )
  const words = fc.oneof(
    fc.array(plain, { minLength: 1, maxLength: 5 }),
    fc.array(fc.oneof(plain, odd), { minLength: 1, maxLength: 5 }),
  )
  const line = fc
    .tuple(fc.constantFrom('8 ', '12 ', ''), words)
    .map(([number, rest]) => number + rest.join(' '))

  it('lead for a street line to what the recipe says', () => {
    fc.assert(
      fc.property(line, fc.constantFrom('FR', 'be', 'GB', 'US', undefined), (raw, country) => {
        expect(streetKey(raw, { country })).toBe(normaliseAddress(raw, { country }).matchKey ?? '')
      }),
      { numRuns: 2000 },
    )
  })

  it('lead for a date to what the recipe says', () => {
    const number = fc.oneof(
      fc.constantFrom('01', '12', '11', '30', '31'),
      fc.integer({ min: 0, max: 40 }).map(String),
    )
    const year = fc.oneof(
      fc.constantFrom('1900', '1970', '9999', '1111', '0001', '1899', '0000', '80', '1753'),
      fc.integer({ min: 1800, max: 2200 }).map(String),
    )
    const date = fc
      .tuple(number, fc.constantFrom('/', '.', '-', ' '), number, year)
      .map(([day, mark, month, end]) => [day.padStart(2, '0'), month.padStart(2, '0'), end].join(mark))
    fc.assert(
      fc.property(date, fc.constantFrom('ymd', 'dmy', 'mdy', undefined), (raw, dateOrder) => {
        const { value, reason } = normaliseDate(raw, { dateOrder })
        expect(dayKey(raw, { dateOrder })).toBe(reason === 'placeholder' ? '' : (value ?? ''))
      }),
      { numRuns: 2000 },
    )
  })
})
