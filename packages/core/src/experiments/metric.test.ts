import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { meanEstimate, ratioEstimate, shareEstimate } from './index.ts'

describe('metrics', () => {
  const people = fc.array(
    fc.record({ x: fc.integer({ min: 0, max: 50 }), y: fc.integer({ min: 1, max: 9 }) }),
    { minLength: 2, maxLength: 40 },
  )
  const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)

  it('have the mean and the variance of the values themselves', () => {
    fc.assert(
      fc.property(people, (rows) => {
        const values = rows.map(({ x }) => x)
        const n = values.length
        const { mean, variance } = meanEstimate({
          n,
          sum: sumOf(values),
          sumSquares: sumOf(values.map((v) => v * v)),
        })
        const real = sumOf(values) / n
        expect(mean).toBeCloseTo(real, 10)
        expect(variance).toBeCloseTo(sumOf(values.map((v) => (v - real) ** 2)) / (n - 1), 6)
      }),
      { seed: 2 },
    )
  })

  it('as a ratio have the variance of the linearised values', () => {
    fc.assert(
      fc.property(people, (rows) => {
        const n = rows.length
        const found = ratioEstimate({
          n,
          numerator: sumOf(rows.map(({ x }) => x)),
          numeratorSquares: sumOf(rows.map(({ x }) => x * x)),
          denominator: sumOf(rows.map(({ y }) => y)),
          denominatorSquares: sumOf(rows.map(({ y }) => y * y)),
          products: sumOf(rows.map(({ x, y }) => x * y)),
        })
        const base = sumOf(rows.map(({ y }) => y)) / n
        const linear = rows.map(({ x, y }) => (x - found.mean * y) / base)
        const middle = sumOf(linear) / n
        expect(found.variance).toBeCloseTo(sumOf(linear.map((v) => (v - middle) ** 2)) / (n - 1), 6)
      }),
      { seed: 2 },
    )
  })

  it('refuse sums that cannot be', () => {
    expect(() => shareEstimate(10, 11)).toThrowError(expect.objectContaining({ code: 'INVALID_INPUT' }))
    expect(() => meanEstimate({ n: 1.5, sum: 1, sumSquares: 1 })).toThrowError(
      expect.objectContaining({ code: 'INVALID_INPUT' }),
    )
  })
})
