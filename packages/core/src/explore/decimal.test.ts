import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDecimals, createExactSum, decimalOf, numberOf, writeDecimal } from './decimal.ts'

const sumOf = (values: readonly number[]): number => {
  const sum = createExactSum()
  for (const value of values) sum.add(value)
  return sum.value()
}

const numbers = fc.double({ noNaN: true, noDefaultInfinity: true })

describe('an exact sum', () => {
  it('adds decimals as they are written, as one would by hand', () => {
    expect(sumOf([0.1, 0.2])).toBe(0.3)
    expect(sumOf([0.1, 0.2, 0.3])).toBe(0.6)
    expect(sumOf([19.99, 19.99, 19.99])).toBe(59.97)
    expect(sumOf([1, 1e100, 1, -1e100])).toBe(2)
    expect(sumOf([2 ** 53, 1, 1])).toBe(2 ** 53 + 2)
    expect(sumOf([5e-324, 1e308, -1e308])).toBe(5e-324)
    expect(sumOf([])).toBe(0)
  })

  it('does not show in which order numbers came (law)', () => {
    fc.assert(
      fc.property(fc.array(numbers, { maxLength: 20 }), (values) => {
        const orders = [[...values].reverse(), [...values].sort((a, b) => a - b)]
        for (const order of orders) expect(sumOf(order)).toBe(sumOf(values))
      }),
    )
  })

  it('of amounts in hundredths is that of the hundredths (law)', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e9, max: 1e9 })), (cents) => {
        const all = cents.reduce((sum, cent) => sum + cent, 0)
        expect(sumOf(cents.map((cent) => cent / 100))).toBe(all / 100)
      }),
    )
  })
})

describe('a decimal', () => {
  it('is read back as the number that it was (law)', () => {
    fc.assert(
      fc.property(numbers, (value) => {
        expect(numberOf(decimalOf(value))).toBe(value + 0)
        expect(decimalOf(writeDecimal(decimalOf(value)))).toEqual(decimalOf(value))
        expect(addDecimals(decimalOf(value), decimalOf(-value)).units).toBe(0n)
      }),
    )
  })

  it('is read from what databases write', () => {
    expect(decimalOf('0.60')).toEqual({ units: 60n, scale: 2 })
    expect(decimalOf('-12.5')).toEqual({ units: -125n, scale: 1 })
    expect(decimalOf('1500000e-6')).toEqual({ units: 1_500_000n, scale: 6 })
  })
})
