import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bayesianDisplay } from './index.ts'

describe('the Bayesian display', () => {
  const positive = fc.double({ min: 0.01, max: 10, noNaN: true })
  const number = fc.double({ min: -5, max: 5, noNaN: true })

  it('lies between what was believed and what was found, and is surer than either', () => {
    fc.assert(
      fc.property(number, positive, number, positive, (difference, error, mean, variance) => {
        const display = bayesianDisplay(difference, error, { prior: { mean, variance } })
        expect(display.mean).toBeGreaterThanOrEqual(Math.min(difference, mean) - 1e-9)
        expect(display.mean).toBeLessThanOrEqual(Math.max(difference, mean) + 1e-9)
        expect(display.standardDeviation).toBeLessThan(Math.min(error, Math.sqrt(variance)))
        expect(display.interval[0]).toBeLessThan(display.mean)
        expect(display.risk.control - display.risk.treatment).toBeCloseTo(display.mean, 6)
      }),
      { seed: 5 },
    )
  })

  it('without a prior is the likelihood, and one who believes nothing has none', () => {
    const flat = bayesianDisplay(0.4, 0.2)
    expect(flat.mean).toBeCloseTo(0.4, 12)
    expect(flat.standardDeviation).toBeCloseTo(0.2, 12)
    expect(flat.chanceToWin).toBeCloseTo(0.97725, 5)
    const open = bayesianDisplay(0.4, 0.2, { prior: { mean: -3, variance: 1e12 } })
    expect(open.mean).toBeCloseTo(flat.mean, 9)
    expect(open.chanceToWin).toBeCloseTo(flat.chanceToWin, 9)
  })
})
