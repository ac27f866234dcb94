import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Objective } from '../numeric/objective.ts'
import { compressHistories } from './compress-histories.ts'
import { parameterNames } from './family.ts'
import { gammaGammaLikelihood } from './gamma-gamma-likelihood.ts'
import { historyTable } from './history-table.ts'
import { likelihoodOf } from './likelihood-of.ts'
import { spendTable } from './spend-table.ts'

const time = fc.integer({ min: 1, max: 60 })
const histories = fc
  .array(fc.record({ x: fc.integer({ min: 0, max: 12 }), before: time, after: time }), {
    minLength: 3,
    maxLength: 40,
  })
  .map((rows) => ({
    x: rows.map(({ x }) => x),
    tx: rows.map(({ x, before }) => (x === 0 ? 0 : before)),
    T: rows.map(({ before, after }) => before + after),
  }))
const logs = (size: number) =>
  fc.array(fc.double({ min: -1.5, max: 2.5, noNaN: true }), { minLength: size, maxLength: size })
const families = ['nbd', 'bg/nbd', 'mbg/nbd', 'pareto/nbd'] as const

/** Central differences of the value against the gradient, and of the gradient against the Hessian. */
function expectDerivatives(objective: Objective, point: readonly number[]): void {
  const here = objective(point, true)
  const step = 1e-4
  point.forEach((_, index) => {
    const moved = (by: number) =>
      objective(
        point.map((value, other) => (other === index ? value + by : value)),
        false,
      )
    const up = moved(step)
    const down = moved(-step)
    const size = 1 + Math.abs(here.value)
    expect(Math.abs((up.value - down.value) / (2 * step) - here.gradient[index]!) / size).toBeLessThan(1e-6)
    up.gradient.forEach((value, other) => {
      const slope = (value - down.gradient[other]!) / (2 * step)
      expect(Math.abs(slope - here.hessian![index]![other]!) / size).toBeLessThan(1e-6)
    })
  })
}

describe('the likelihoods', () => {
  it.each(families)('%s: gradient and Hessian are those of finite differences', (family) => {
    fc.assert(
      fc.property(histories, logs(parameterNames(family).length), (data, point) => {
        expectDerivatives(likelihoodOf(family, compressHistories(data).table), point)
      }),
      { numRuns: 25, seed: 3 },
    )
  })

  it('gamma-gamma: gradient and Hessian are those of finite differences', () => {
    const spends = fc.array(
      fc.record({ x: fc.integer({ min: 1, max: 9 }), m: fc.double({ min: 0.1, max: 9, noNaN: true }) }),
      { minLength: 3, maxLength: 30 },
    )
    fc.assert(
      fc.property(spends, logs(3), (rows, point) => {
        const table = spendTable({ x: rows.map(({ x }) => x), m: rows.map(({ m }) => m) })
        expectDerivatives(gammaGammaLikelihood(table), point)
      }),
      { numRuns: 25, seed: 3 },
    )
  })

  it.each(families)('%s: folded histories have the likelihood of unfolded ones', (family) => {
    fc.assert(
      fc.property(histories, logs(parameterNames(family).length), (data, point) => {
        const twice = { x: [...data.x, ...data.x], tx: [...data.tx, ...data.tx], T: [...data.T, ...data.T] }
        const unfolded = historyTable({
          x: Float64Array.from(twice.x),
          tx: Float64Array.from(twice.tx),
          T: Float64Array.from(twice.T),
          weight: new Float64Array(twice.x.length).fill(1),
        })
        const { table, rowOf } = compressHistories(twice)
        expect(table.rows).toBeLessThanOrEqual(data.x.length)
        expect(Array.from(rowOf, (row) => table.tx[row])).toEqual(twice.tx)
        const folded = likelihoodOf(family, table)(point, false).value
        expect(folded).toBeCloseTo(likelihoodOf(family, unfolded)(point, false).value, 7)
      }),
      { numRuns: 25, seed: 3 },
    )
  })
})
