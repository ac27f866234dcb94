import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bayesianDisplay,
  confidenceSequence,
  holm,
  logLift,
  meanEstimate,
  planSample,
  planShares,
  ratioEstimate,
  readTest,
  relativeLift,
  sampleRatio,
  shareEstimate,
  welch,
} from './index.ts'

/** A generator of numbers in (0, 1), the same for the same seed. */
function seeded(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x9e3779b9) | 0
    let z = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
    return (((z ^ (z >>> 15)) >>> 0) + 0.5) / 4_294_967_296
  }
}
const normal = (random: () => number) => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random())

describe('the sample ratio', () => {
  it('finds 50.5 to 49.5 in a million, and somebody in an arm of weight 0', () => {
    expect(sampleRatio([505_000, 495_000], [1, 1]).mismatch).toBe(true)
    expect(sampleRatio([500_400, 499_600], [1, 1]).mismatch).toBe(false)
    expect(sampleRatio([500, 500, 1], [1, 1, 0])).toMatchObject({ p: 0, mismatch: true })
    expect(sampleRatio([0, 0], [1, 1]).p).toBe(1)
  })

  it('refuses counts and weights that do not match', () => {
    for (const [counts, weights] of [
      [[1, 2], [1]],
      [
        [-1, 2],
        [1, 1],
      ],
      [
        [1, Number.NaN],
        [1, 1],
      ],
    ] as const) {
      expect(() => sampleRatio(counts, weights)).toThrowError(
        expect.objectContaining({ code: 'INVALID_INPUT' }),
      )
    }
  })
})

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

describe('several readings', () => {
  it('are corrected by Holm, in their own order', () => {
    expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02])
    expect(holm([])).toEqual([])
    expect(holm([0.9, 0.8])).toEqual([1, 1])
  })
})

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
    const random = seeded(21)
    const baseline = { mean: 40, variance: 900 }
    const { control, treatment } = planSample({ baseline, effect: 3, power: 0.9, treatmentShare: 0.3 })
    const calls = (effect: number): number => {
      let called = 0
      for (let test = 0; test < 3000; test += 1) {
        const arm = (n: number, mean: number) => ({
          n,
          mean: mean + normal(random) * Math.sqrt(baseline.variance / n),
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

describe('the Bayesian display', () => {
  const positive = fc.double({ min: 0.01, max: 10, noNaN: true })
  const any = fc.double({ min: -5, max: 5, noNaN: true })

  it('lies between what was believed and what was found, and is surer than either', () => {
    fc.assert(
      fc.property(any, positive, any, positive, (difference, error, mean, variance) => {
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

describe('ratio metrics in a test', () => {
  it('call no difference at most as often as alpha says, where orders of one person hang together', () => {
    // Revenue per order: each person has a level of spending, and one to nine orders on it.
    const random = seeded(31)
    const arm = (n: number) => {
      const sums = {
        n,
        numerator: 0,
        numeratorSquares: 0,
        denominator: 0,
        denominatorSquares: 0,
        products: 0,
      }
      let [orders, spent, squares] = [0, 0, 0]
      for (let person = 0; person < n; person += 1) {
        const level = 30 + 12 * normal(random)
        const count = 1 + Math.floor(random() * 9)
        let total = 0
        for (let order = 0; order < count; order += 1) {
          const amount = level + 5 * normal(random)
          total += amount
          squares += amount * amount
        }
        sums.numerator += total
        sums.numeratorSquares += total * total
        sums.denominator += count
        sums.denominatorSquares += count * count
        sums.products += total * count
        orders += count
        spent += total
      }
      return {
        byPerson: ratioEstimate(sums),
        byOrder: meanEstimate({ n: orders, sum: spent, sumSquares: squares }),
      }
    }
    let [byPerson, byOrder] = [0, 0]
    const tests = 400
    for (let test = 0; test < tests; test += 1) {
      const [control, treatment] = [arm(150), arm(150)]
      if (welch(control.byPerson, treatment.byPerson).p < 0.05) byPerson += 1 / tests
      if (welch(control.byOrder, treatment.byOrder).p < 0.05) byOrder += 1 / tests
    }
    expect(byPerson).toBeLessThan(0.085)
    // As if each order had been drawn by lot on its own: wrong three times as often.
    expect(byOrder).toBeGreaterThan(0.15)
  })
})

describe('reading a test', () => {
  const arm = (id: string, n: number, successes: number, weight = 1) => ({
    id,
    weight,
    exposed: n,
    metric: shareEstimate(n, successes),
  })

  it('says invalid before anything else when the split is broken', () => {
    const reading = readTest([arm('a', 5000, 250), arm('b', 5600, 900)])
    expect(reading).toMatchObject({ status: 'invalid', reason: 'sample_ratio' })
  })

  it('says that there is not enough, and does not guess', () => {
    expect(readTest([arm('a', 40, 2), arm('b', 45, 9)]).status).toBe('not_enough_data')
    expect(readTest([arm('a', 5000, 250), arm('b', 0, 0, 0)])).toMatchObject({
      status: 'read',
      treatments: [],
    })
  })

  it('names the better and the worse, and corrects for several treatments', () => {
    const reading = readTest([
      arm('a', 9000, 900),
      arm('b', 9000, 1300),
      arm('c', 9000, 910),
      arm('d', 9000, 600),
    ])
    if (reading.status !== 'read') throw new Error(reading.status)
    expect(reading.treatments.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['b', 'better'],
      ['c', 'open'],
      ['d', 'worse'],
    ])
    for (const { p, comparison } of reading.treatments) expect(p).toBeGreaterThanOrEqual(comparison.p)
    expect(reading.treatments[0]!.lift.interval![0]).toBeGreaterThan(0)
  })

  it('never says better or worse of arms without any spread', () => {
    const reading = readTest([arm('a', 500, 0), arm('b', 500, 0)], { method: 'fixed' })
    expect(reading).toMatchObject({ status: 'read', treatments: [{ verdict: 'open', p: 1 }] })
  })

  it('is narrower when it is read once, at a fixed end', () => {
    const control = shareEstimate(5000, 500)
    const treatment = shareEstimate(5000, 560)
    const width = ({ interval }: { readonly interval: readonly [number, number] }) =>
      interval[1] - interval[0]
    expect(width(welch(control, treatment))).toBeLessThan(width(confidenceSequence(control, treatment)))
  })
})
