import { type SeededRandom, seededRandom } from '@clientele/testing'
import { describe, expect, it } from 'vitest'
import {
  confidenceSequence,
  cuped,
  meanEstimate,
  sampleRatio,
  shareEstimate,
  welch,
} from '../../src/experiments/index.ts'

const LOOKS = 20
const PER_LOOK = 500

/** Tests of normal values, by the sums that 500 people per arm and look bring; how often each rule calls. */
function simulate(tests: number, effect: number, seed: number) {
  const random = seededRandom(seed)
  const called = { sequential: 0, peekingWelch: 0, finalWelch: 0 }
  for (let test = 0; test < tests; test += 1) {
    const sums = [0, 0]
    let sequential = false
    let peeking = false
    let final = false
    for (let look = 1; look <= LOOKS; look += 1) {
      const n = look * PER_LOOK
      const [control, treatment] = sums.map((_, arm) => {
        sums[arm]! += (arm === 1 ? effect * PER_LOOK : 0) + random.normal() * Math.sqrt(PER_LOOK)
        const mean = sums[arm]! / n
        return { n, mean, variance: 1 }
      }) as [{ n: number; mean: number; variance: number }, { n: number; mean: number; variance: number }]
      sequential ||= confidenceSequence(control, treatment).p < 0.05
      final = welch(control, treatment).p < 0.05
      peeking ||= final
    }
    called.sequential += sequential ? 1 / tests : 0
    called.peekingWelch += peeking ? 1 / tests : 0
    called.finalWelch += final ? 1 / tests : 0
  }
  return called
}

describe('looking 20 times', () => {
  it('calls a difference that is not there at most once in 20 tests, where Welch calls every fourth', () => {
    const { sequential, peekingWelch, finalWelch } = simulate(1500, 0, 7)
    expect(sequential).toBeLessThanOrEqual(0.05)
    expect(peekingWelch).toBeGreaterThan(0.18)
    expect(finalWelch).toBeLessThan(0.07)
  })

  it('finds a difference of .05 in most tests all the same', () => {
    const { sequential, finalWelch } = simulate(400, 0.05, 8)
    expect(sequential).toBeGreaterThan(0.65)
    expect(finalWelch).toBeGreaterThan(sequential)
  })

  it('holds for conversions of 5 % too', () => {
    const random = seededRandom(9)
    const tests = 400
    let called = 0
    for (let test = 0; test < tests; test += 1) {
      const successes = [0, 0]
      let any = false
      for (let look = 1; look <= LOOKS; look += 1) {
        for (let arm = 0; arm < 2; arm += 1) {
          for (let person = 0; person < PER_LOOK; person += 1) if (random.next() < 0.05) successes[arm]! += 1
        }
        const n = look * PER_LOOK
        any ||= confidenceSequence(shareEstimate(n, successes[0]!), shareEstimate(n, successes[1]!)).p < 0.05
      }
      called += any ? 1 : 0
    }
    expect(called / tests).toBeLessThanOrEqual(0.05)
  })

  it('has a p below alpha exactly when the interval leaves 0 out', () => {
    const random = seededRandom(10)
    for (let test = 0; test < 500; test += 1) {
      const control = { n: 1000, mean: 0, variance: 1 }
      const { p, interval } = confidenceSequence(control, {
        n: 900,
        mean: random.normal() * 0.15,
        variance: 1.3,
      })
      expect(p < 0.05).toBe(interval[0] > 0 || interval[1] < 0)
    }
  })
})

describe('the gate of the sample ratio', () => {
  it('almost never closes on an honest split', () => {
    const random = seededRandom(11)
    let closed = 0
    for (let test = 0; test < 4000; test += 1) {
      const share = 50_000 + Math.round(random.normal() * Math.sqrt(25_000))
      if (sampleRatio([share, 100_000 - share], [1, 1]).mismatch) closed += 1
    }
    expect(closed / 4000).toBeLessThan(0.003)
  })
})

describe('CUPED', () => {
  const armOf = (random: SeededRandom, n: number, effect: number) => {
    const sums = { after: 0, afterSquares: 0, before: 0, beforeSquares: 0, products: 0 }
    for (let person = 0; person < n; person += 1) {
      const before = random.normal()
      const after = 0.8 * before + 0.6 * random.normal() + effect
      sums.after += after
      sums.afterSquares += after * after
      sums.before += before
      sums.beforeSquares += before * before
      sums.products += before * after
    }
    return {
      after: { n, sum: sums.after, sumSquares: sums.afterSquares },
      before: { n, sum: sums.before, sumSquares: sums.beforeSquares },
      products: sums.products,
    }
  }

  it('saves the share of variance that the past explains, and says how much', () => {
    const random = seededRandom(12)
    const control = armOf(random, 20_000, 0)
    const treatment = armOf(random, 20_000, 0.05)
    const pair = cuped(control, treatment)
    expect(pair.theta).toBeCloseTo(0.8, 1)
    expect(pair.saved).toBeCloseTo(0.64, 1)
    const raw = welch(meanEstimate(control.after), meanEstimate(treatment.after))
    const corrected = welch(pair.control, pair.treatment)
    expect(corrected.standardError / raw.standardError).toBeCloseTo(Math.sqrt(1 - pair.saved), 6)
    expect(Math.abs(corrected.difference - 0.05)).toBeLessThan(4 * corrected.standardError)
  })

  it('saves nothing, and harms nothing, where the past says nothing', () => {
    const flat = (n: number, sum: number) => ({
      after: { n, sum, sumSquares: sum },
      before: { n, sum: 0, sumSquares: 0 },
      products: 0,
    })
    const pair = cuped(flat(1000, 100), flat(1000, 120))
    expect(pair).toMatchObject({ theta: 0, saved: 0 })
    expect(pair.control.mean).toBeCloseTo(0.1, 12)
  })
})
