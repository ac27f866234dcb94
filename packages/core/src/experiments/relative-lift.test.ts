import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { logLift, relativeLift, shareEstimate } from './index.ts'

describe('the relative lift', () => {
  const arm = fc.record({
    n: fc.integer({ min: 50, max: 5000 }),
    mean: fc.double({ min: 0.05, max: 20, noNaN: true }),
    variance: fc.double({ min: 0.01, max: 200, noNaN: true }),
  })

  it('never contradicts the absolute difference', () => {
    fc.assert(
      fc.property(arm, arm, (control, treatment) => {
        const z = 1.96
        const difference = treatment.mean - control.mean
        const width = z * Math.sqrt(control.variance / control.n + treatment.variance / treatment.n)
        if (Math.abs(Math.abs(difference) - width) < 1e-9) return
        const { interval } = relativeLift(control, treatment, z)
        if (interval === undefined) return
        expect(interval[0] > 0 || interval[1] < 0).toBe(Math.abs(difference) > width)
      }),
      { seed: 4, numRuns: 500 },
    )
  })

  it('says nothing about a control that is not told from 0', () => {
    const nothing = { n: 100, mean: 0.01, variance: 1 }
    expect(relativeLift(nothing, { n: 100, mean: 1, variance: 1 }).interval).toBeUndefined()
    expect(relativeLift({ ...nothing, mean: 0 }, nothing)).toEqual({ lift: undefined, interval: undefined })
    expect(logLift({ ...nothing, mean: 0 }, nothing).interval).toBeUndefined()
  })

  it('on the logarithm holds its estimate, and agrees with Fieller for large samples', () => {
    const control = shareEstimate(200_000, 10_000)
    const treatment = shareEstimate(200_000, 10_700)
    const log = logLift(control, treatment)
    const fieller = relativeLift(control, treatment)
    expect(log.lift).toBeCloseTo(0.07, 10)
    log.interval!.forEach((end, index) => {
      expect(end).toBeCloseTo(fieller.interval![index]!, 3)
    })
  })
})
