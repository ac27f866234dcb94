import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createAccumulator } from './accumulators.ts'

const resultOf = (of: 'sum' | 'avg' | 'min' | 'max' | 'distinct', values: readonly (number | string)[]) => {
  const accumulator = createAccumulator(of, { used: 0 })
  for (const value of values) accumulator.add(value)
  return accumulator.value()
}

describe('an accumulator', () => {
  it('adds without showing in which order (known answers of Neumaier)', () => {
    expect(resultOf('sum', [1, 1e100, 1, -1e100])).toBe(2)
    expect(
      resultOf(
        'sum',
        Array.from({ length: 10 }, () => 0.1),
      ),
    ).toBe(1)
    expect(resultOf('avg', [1e16, 1, -1e16, 2])).toBe(0.75)
  })

  it('adds amounts in minor units exactly (law)', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e9, max: 1e9 })), (amounts) => {
        const exact = amounts.reduce((sum, amount) => sum + BigInt(amount), 0n)
        expect(resultOf('sum', amounts)).toBe(Number(exact))
      }),
    )
  })

  it('finds extremes of numbers and texts, and different values', () => {
    expect(resultOf('min', [3, -1, 2])).toBe(-1)
    expect(resultOf('max', ['a', 'c', 'b'])).toBe('c')
    expect(resultOf('distinct', [1, '1', 1])).toBe(2)
    expect([resultOf('min', []), resultOf('avg', []), resultOf('sum', []), resultOf('distinct', [])]).toEqual(
      [null, null, 0, 0],
    )
  })
})
