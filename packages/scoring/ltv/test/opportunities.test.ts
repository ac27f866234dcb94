import { seededRandom } from '@clientele/testing'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitOpportunities, opportunitiesOn, opportunityOutlookOf, readPeriods } from '../src/index.ts'
import { compressHistories } from '../src/models/compress-histories.ts'
import type { Objective } from '../src/numeric/objective.ts'
import { opportunityLikelihood, stayingLikelihood } from '../src/opportunities/opportunity-likelihood.ts'
import { DONORS } from './donations.ts'

const positive = fc.double({ min: 0.05, max: 20, noNaN: true })
const model = fc.record({ alpha: positive, beta: positive, gamma: positive, delta: positive })
const history = fc
  .tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 8 }))
  .map(([x, gap, after]) => (x === 0 ? { x, tx: 0, n: after } : { x, tx: x + gap, n: x + gap + after }))

function expectDerivatives(objective: Objective, point: readonly number[]): void {
  const here = objective(point, true)
  const step = 1e-4
  point.forEach((_, index) => {
    const moved = (by: number) =>
      objective(
        point.map((value, other) => (other === index ? value + by : value)),
        false,
      )
    const [up, down] = [moved(step), moved(-step)]
    const size = 1 + Math.abs(here.value)
    expect(Math.abs((up.value - down.value) / (2 * step) - here.gradient[index]!) / size).toBeLessThan(1e-6)
    up.gradient.forEach((value, other) => {
      const slope = (value - down.gradient[other]!) / (2 * step)
      expect(Math.abs(slope - here.hessian![index]![other]!) / size).toBeLessThan(1e-6)
    })
  })
}

describe('the likelihood of discrete opportunities', () => {
  it('has the gradient and the Hessian of finite differences', () => {
    const logs = fc.array(fc.double({ min: -1.5, max: 2, noNaN: true }), { minLength: 4, maxLength: 4 })
    fc.assert(
      fc.property(fc.array(history, { minLength: 3, maxLength: 20 }), logs, (rows, point) => {
        const columns = { x: rows.map(({ x }) => x), tx: rows.map(({ tx }) => tx), T: rows.map(({ n }) => n) }
        const { table } = compressHistories(columns)
        expectDerivatives(opportunityLikelihood(table), point)
        expectDerivatives(stayingLikelihood(table), point.slice(0, 2))
      }),
      { numRuns: 25, seed: 3 },
    )
  })

  it('shares a chance of 1 out over all records of a length', () => {
    fc.assert(
      fc.property(model, ({ alpha, beta, gamma, delta }) => {
        const n = 5
        let sum = 0
        for (let x = 0; x <= n; x += 1)
          for (let tx = x; tx <= n; tx += 1) {
            if (x === 0 && tx > 0) continue
            const { table } = compressHistories({ x: [x], tx: [tx], T: [n] })
            const { value } = opportunityLikelihood(table)([alpha, beta, gamma, delta].map(Math.log), false)
            let ways = 1
            // The last one taken is at tx, the others anywhere before.
            for (let k = 1; k < x; k += 1) ways *= (tx - k) / k
            sum += ways * Math.exp(value)
          }
        expect(sum).toBeCloseTo(1, 10)
      }),
      { numRuns: 40, seed: 5 },
    )
  })
})

describe('the outlook on discrete opportunities', () => {
  it('has the expectation of its own distribution, and shares all chances out', () => {
    fc.assert(
      fc.property(model, history, fc.integer({ min: 1, max: 12 }), (parameters, past, ahead) => {
        const outlook = opportunityOutlookOf(parameters)(past)
        let all = 0
        let mean = 0
        for (let taken = 0; taken <= ahead; taken += 1) {
          const chance = outlook.probabilityOf(taken, ahead)
          all += chance
          mean += taken * chance
        }
        expect(all).toBeCloseTo(1, 9)
        expect(mean).toBeCloseTo(outlook.expected(ahead), 8)
        expect(outlook.probabilityOf(ahead + 1, ahead)).toBe(0)
        expect(outlook.alive).toBeGreaterThanOrEqual(0)
        expect(outlook.alive).toBeLessThanOrEqual(1)
        expect(outlook.discounted(0.1)).toBeLessThanOrEqual(outlook.expected(4000) + 1e-9)
      }),
      { numRuns: 60, seed: 5 },
    )
  })

  it('updates as the records themselves do: one step on is the mean over what the step may bring', () => {
    fc.assert(
      fc.property(model, history, (parameters, past) => {
        const forecast = opportunityOutlookOf(parameters)
        const now = forecast(past)
        const takes = now.probabilityOf(1, 1)
        const n = past.n + 1
        const later =
          takes * (1 + forecast({ x: past.x + 1, tx: n, n }).expected(3)) +
          (1 - takes) * forecast({ ...past, n }).expected(3)
        expect(later).toBeCloseTo(now.expected(4), 8)
      }),
      { numRuns: 60, seed: 6 },
    )
  })

  it('stays finite after hundreds of opportunities, and at gamma = 1', () => {
    for (const gamma of [1e-6, 1, 1 + 1e-12, 40]) {
      const forecast = opportunityOutlookOf({ alpha: 0.3, beta: 2, gamma, delta: 1.5 })
      for (const past of [
        { x: 0, tx: 0, n: 900 },
        { x: 400, tx: 500, n: 900 },
        { x: 900, tx: 900, n: 900 },
      ]) {
        const outlook = forecast(past)
        for (const value of [outlook.alive, outlook.expected(52), outlook.discounted(0.01)]) {
          expect(Number.isFinite(value)).toBe(true)
          expect(value).toBeGreaterThanOrEqual(0)
        }
      }
    }
    expect(opportunityOutlookOf({ alpha: 1, beta: 1, gamma: 1, delta: 1 })().discounted(0)).toBe(Infinity)
    const ends = opportunityOutlookOf({ alpha: 1, beta: 1, gamma: 2, delta: 1 })()
    expect(ends.discounted(0)).toBeCloseTo(0.5, 12)
  })
})

describe('a fit of discrete opportunities', () => {
  it('does not depend on the order or the folding of records', () => {
    const unfolded = { x: [] as number[], tx: [] as number[], n: [] as number[] }
    DONORS.customers.forEach((count, row) => {
      for (let one = 0; one < count; one += 1) {
        unfolded.x.unshift(DONORS.x[row]!)
        unfolded.tx.unshift(DONORS.tx[row]!)
        unfolded.n.unshift(DONORS.n[row]!)
      }
    })
    const [folded, other] = [fitOpportunities(DONORS), fitOpportunities(unfolded)]
    if (folded.status !== 'converged' || other.status !== 'converged') throw new Error('not converged')
    expect(other.rows).toBe(22)
    expect(other.model.alpha).toBeCloseTo(folded.model.alpha, 7)
    expect(other.logLikelihood).toBeCloseTo(folded.logLikelihood, 7)
    expect(folded.standardErrors!.delta).toBeGreaterThan(0)
  })

  it('says no churn signal of people who never leave, and insufficient data of few', () => {
    const { next: random } = seededRandom(4)
    const records = Array.from({ length: 2000 }, () => {
      const chance = random() ** 2
      const taken = Array.from({ length: 8 }, (_, index) => (random() < chance ? index + 1 : 0))
      return { x: taken.filter((number) => number > 0).length, tx: Math.max(...taken), n: 8 }
    })
    const columns = {
      x: records.map(({ x }) => x),
      tx: records.map(({ tx }) => tx),
      n: records.map(({ n }) => n),
    }
    expect(fitOpportunities(columns).status).toBe('no_churn_signal')
    expect(fitOpportunities({ x: [1], tx: [2], n: [3] })).toMatchObject({
      status: 'insufficient_data',
      customers: 1,
      repeaters: 1,
    })
    const nobody = { x: new Array(200).fill(0), tx: new Array(200).fill(0), n: new Array(200).fill(4) }
    expect(fitOpportunities(nobody, { minimumRepeaters: 0 }).status).toBe('insufficient_data')
  })

  it.each([
    [3, 2, 5],
    [1, 6, 5],
    [0, 2, 5],
    [1.5, 2, 5],
  ])('refuses a record that cannot be: x %d, tx %d, n %d', (x, tx, n) => {
    const impossible = expect.objectContaining({ code: 'INVALID_INPUT' })
    expect(() => fitOpportunities({ x: [x], tx: [tx], n: [n] })).toThrowError(impossible)
    const forecast = opportunityOutlookOf({ alpha: 1, beta: 1, gamma: 1, delta: 1 })
    expect(() => forecast({ x, tx, n })).toThrowError(impossible)
  })
})

describe('orders as opportunities', () => {
  const orders = (...dates: readonly string[]) =>
    readPeriods(dates.map((date) => ({ contactId: 'c1', at: Date.parse(date), amountMinor: 1000 })))
      .customers[0]!
  const dayOf = (date: string) => Date.parse(date) / 86_400_000

  it('counts those after the first purchase, and only those that are over', () => {
    const customer = orders('2024-01-31', '2024-02-01', '2024-02-20', '2024-04-30', '2024-05-02')
    const on = (date: string) => opportunitiesOn(customer, { day: dayOf(date), every: 'month' })
    expect(on('2024-05-30')).toEqual({ x: 2, tx: 3, n: 3 })
    expect(on('2024-05-31')).toEqual({ x: 3, tx: 4, n: 4 })
    expect(on('2024-01-31')).toEqual({ x: 0, tx: 0, n: 0 })
    expect(on('2024-01-30')).toBeUndefined()
  })

  it('takes quarters and years as well', () => {
    const customer = orders('2023-11-02', '2024-05-20', '2025-01-03')
    expect(opportunitiesOn(customer, { day: dayOf('2025-03-31'), every: 'quarter' })).toEqual({
      x: 2,
      tx: 5,
      n: 5,
    })
    expect(opportunitiesOn(customer, { day: dayOf('2025-03-31'), every: 'year' })).toEqual({
      x: 1,
      tx: 1,
      n: 1,
    })
  })
})
