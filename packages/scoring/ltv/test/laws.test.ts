import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitPurchases, historyOn, outlookOf, readPeriods } from '../src/index.ts'
import { integrate } from '../src/numeric/integrate.ts'
import { simulatedOrders } from './simulated-shop.ts'

const at = Date.UTC(2026, 5, 30, 12)
const day = Math.floor(at / 86_400_000)

const columns = (histories: readonly { readonly x: number; readonly tx: number; readonly T: number }[]) => ({
  x: histories.map(({ x }) => x),
  tx: histories.map(({ tx }) => tx),
  T: histories.map(({ T }) => T),
})

describe('laws of a fit', () => {
  const histories = readPeriods(
    simulatedOrders({ customers: 400, days: 540, at, seed: 5 }),
  ).customers.flatMap((customer) => historyOn(customer, { day }) ?? [])
  const data = columns(histories)

  it('does not depend on the time unit', () => {
    for (const family of ['bg/nbd', 'mbg/nbd', 'pareto/nbd'] as const) {
      const weeks = fitPurchases(data, { family })
      const inDays = { x: data.x, tx: data.tx.map((time) => time * 7), T: data.T.map((time) => time * 7) }
      const days = fitPurchases(inDays, { family })
      if (weeks.status === 'insufficient_data' || days.status === 'insufficient_data')
        throw new Error('too little')
      expect(days.status).toBe(weeks.status)
      expect(days.model.parameters.alpha / weeks.model.parameters.alpha).toBeCloseTo(7, 5)
      const shift = data.x.reduce((sum, x) => sum + x, 0) * Math.log(7)
      expect(days.logLikelihood).toBeCloseTo(weeks.logLikelihood - shift, 6)
    }
  })

  it('does not depend on the order of the customers', () => {
    const forward = fitPurchases(data)
    const backward = fitPurchases(columns([...histories].reverse()))
    if (forward.status === 'insufficient_data' || backward.status === 'insufficient_data') throw new Error()
    expect(backward.model.parameters.r).toBeCloseTo(forward.model.parameters.r, 9)
  })
})

describe('laws of an outlook', () => {
  const positive = fc.double({ min: 0.01, max: 50, noNaN: true })
  const model = fc.oneof(
    fc
      .record({ r: positive, alpha: positive, a: positive, b: positive })
      .map((parameters) => ({ family: 'mbg/nbd' as const, parameters })),
    fc
      .record({ r: positive, alpha: positive, a: positive, b: positive })
      .map((parameters) => ({ family: 'bg/nbd' as const, parameters })),
    fc
      .record({ r: positive, alpha: positive, s: positive, beta: positive })
      .map((parameters) => ({ family: 'pareto/nbd' as const, parameters })),
    fc.record({ r: positive, alpha: positive }).map((parameters) => ({ family: 'nbd' as const, parameters })),
  )
  const history = fc
    .record({
      x: fc.integer({ min: 0, max: 60 }),
      share: fc.double({ min: 0.01, max: 1, noNaN: true }),
      T: positive,
    })
    .map(({ x, share, T }) => ({ x, tx: x === 0 ? 0 : share * T, T }))

  it('shares all chances out, and grows with the horizon', () => {
    fc.assert(
      fc.property(model, history, positive, (one, past, horizon) => {
        const outlook = outlookOf(one)(past)
        expect(outlook.alive).toBeGreaterThanOrEqual(0)
        expect(outlook.alive).toBeLessThanOrEqual(1)
        const none = outlook.probabilityOf(0, { to: horizon })
        expect(none + outlook.buysWithin(horizon)).toBeCloseTo(1, 9)
        const expected = outlook.expected(horizon)
        expect(outlook.expected(horizon * 2)).toBeGreaterThanOrEqual(expected * (1 - 1e-12))
        expect(outlook.discounted({ rate: 0.01, horizon })).toBeLessThanOrEqual(expected * (1 + 1e-9))
        expect(outlook.discounted({ rate: 1e-12, horizon })).toBeCloseTo(
          expected,
          Math.max(0, 6 - Math.log10(1 + expected)),
        )
      }),
      { numRuns: 150, seed: 7 },
    )
  })

  it('has the expectation of its own distribution', () => {
    fc.assert(
      fc.property(model, fc.double({ min: 0.1, max: 3, noNaN: true }), (one, horizon) => {
        const outlook = outlookOf({
          ...one,
          parameters: { ...one.parameters, r: 1.5, alpha: 2 },
        } as typeof one)()
        let mean = 0
        for (let n = 1; n < 150; n += 1) mean += n * outlook.probabilityOf(n, { to: horizon })
        expect(mean).toBeCloseTo(outlook.expected(horizon), 7)
      }),
      { numRuns: 15, seed: 7 },
    )
  })

  it('reaches its quantile when it says', () => {
    fc.assert(
      fc.property(
        model,
        history,
        fc.double({ min: 0.05, max: 0.9, noNaN: true }),
        (one, past, probability) => {
          const outlook = outlookOf(one)(past)
          const time = outlook.nextPurchaseIfAlive(probability)
          if (time === undefined || time > 1e6 || outlook.alive < 1e-6) return
          expect(outlook.buysWithin(time) / outlook.alive).toBeCloseTo(probability, 8)
        },
      ),
      { numRuns: 150, seed: 7 },
    )
  })

  it('discounts as partial integration of the expected purchases does', () => {
    fc.assert(
      fc.property(
        model,
        history,
        fc.double({ min: 1e-4, max: 0.2, noNaN: true }),
        positive,
        (one, past, rate, horizon) => {
          const outlook = outlookOf(one)(past)
          const late = Math.exp(-rate * horizon) * outlook.expected(horizon)
          const early = integrate(
            (time) => rate * Math.exp(-rate * time) * outlook.expected(time),
            0,
            horizon,
            1e-8,
          )
          const known = late + early
          expect(Math.abs(outlook.discounted({ rate, horizon }) - known)).toBeLessThan(1e-9 * known + 1e-15)
        },
      ),
      { numRuns: 40, seed: 9 },
    )
  })

  it('tells what a new customer of MBG/NBD may do, who may have left at once', () => {
    const parameters = { r: 0.5, alpha: 6, a: 0.9, b: 1.6 }
    const stays = 1.6 / 2.5
    expect(outlookOf({ family: 'mbg/nbd', parameters })().alive).toBeCloseTo(stays, 12)
    const staying = outlookOf({ family: 'bg/nbd', parameters: { ...parameters, b: 2.6 } })()
    expect(outlookOf({ family: 'mbg/nbd', parameters })().expected(52)).toBeCloseTo(
      stays * staying.expected(52),
      12,
    )
  })
})
