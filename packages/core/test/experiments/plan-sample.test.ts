import { seededRandom } from '@clientele/testing'
import { describe, expect, it } from 'vitest'
import { planSample, planShares, welch } from '../../src/experiments/index.ts'

describe('the sample planner', () => {
  it('asks for the people of the textbook, more for a lopsided split, and refuses no effect', () => {
    // 5 % to 6 % at 5 % and 80 %: 8,155 to 8,158 an arm in the usual tables.
    const { control, treatment, total } = planShares(0.05, 0.06)
    expect(control).toBe(treatment)
    expect(control).toBeGreaterThan(8150)
    expect(control).toBeLessThan(8160)
    expect(planShares(0.05, 0.06, { treatmentShare: 0.1 }).total).toBeGreaterThan(total)
    expect(() => planShares(0.05, 0.05)).toThrowError(expect.objectContaining({ code: 'INVALID_OPTIONS' }))
  })
})

describe('the people of a plan', () => {
  it('find the difference as often as planned, and no difference as often as alpha says', () => {
    const random = seededRandom(21)
    const baseline = { mean: 40, variance: 900 }
    const { control, treatment } = planSample({ baseline, effect: 3, power: 0.9, treatmentShare: 0.3 })
    const calls = (effect: number): number => {
      let called = 0
      for (let test = 0; test < 3000; test += 1) {
        const arm = (n: number, mean: number) => ({
          n,
          mean: mean + random.normal() * Math.sqrt(baseline.variance / n),
          variance: baseline.variance,
        })
        if (welch(arm(control, 40), arm(treatment, 40 + effect)).p < 0.05) called += 1
      }
      return called / 3000
    }
    expect(Math.abs(calls(3) - 0.9)).toBeLessThan(0.02)
    expect(Math.abs(calls(0) - 0.05)).toBeLessThan(0.015)
    expect(treatment / (control + treatment)).toBeCloseTo(0.3, 2)
  })
})
