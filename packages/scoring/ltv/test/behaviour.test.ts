import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  fitLtv,
  fitPurchases,
  fitSpend,
  historyOn,
  type LtvModel,
  outlookOf,
  parseLtvModel,
  readPeriods,
  scoreCustomers,
  spendOutlookOf,
} from '../src/index.ts'
import { seeded, simulatedOrders } from './simulated-shop.ts'

const DAY = 86_400_000
const at = Date.UTC(2026, 5, 30, 12)
const day = Math.floor(at / DAY)
const order = (daysAgo: number, amountMinor = 1000, more = {}) => ({
  contactId: 'c1',
  at: at - daysAgo * DAY,
  amountMinor,
  ...more,
})
const historiesOf = (orders: Parameters<typeof readPeriods>[0], rule = {}) =>
  readPeriods(orders, rule).customers.flatMap((customer) => historyOn(customer, { day }) ?? [])
const columns = (histories: readonly { readonly x: number; readonly tx: number; readonly T: number }[]) => ({
  x: histories.map(({ x }) => x),
  tx: histories.map(({ tx }) => tx),
  T: histories.map(({ T }) => T),
})

describe('shops that are too small or too plain', () => {
  it('says insufficient data for no customer, for one, and for customers with one order each', async () => {
    const one = historiesOf([order(30), order(20)])
    const singles = historiesOf(
      Array.from({ length: 500 }, (_, i) => ({ ...order(i % 300), contactId: `c${i}` })),
    )
    for (const histories of [[], one, singles]) {
      const fit = await fitLtv(histories, { at })
      expect(fit.status).toBe('insufficient_data')
      if (fit.status === 'insufficient_data') expect(fit.customers).toBe(histories.length)
    }
  })

  it('says insufficient data when the reference date is before the first order, or is that of all', async () => {
    const { customers } = readPeriods(simulatedOrders({ customers: 200, days: 300, at }))
    expect(customers.flatMap((customer) => historyOn(customer, { day: day - 400 }) ?? [])).toEqual([])
    const today = fitPurchases(
      {
        x: new Array(200).fill(0),
        tx: new Array(200).fill(0),
        T: new Array(200).fill(0),
      },
      { minimumRepeaters: 0 },
    )
    expect(today.status).toBe('insufficient_data')
  })

  it('says no churn signal when nobody ever leaves, and then gives no P(alive)', async () => {
    const histories = historiesOf(simulatedOrders({ customers: 800, days: 540, at, dropout: false }))
    const fit = await fitLtv(histories, { at })
    if (fit.status !== 'fitted') throw new Error(fit.status)
    expect(fit.model.purchases.status).toBe('no_churn_signal')
    const score = scoreCustomers(fit.model)(histories[0]!)
    expect(score).toMatchObject({ status: 'no_churn_signal', alive: undefined })
    const { r, alpha } = fit.model.purchases.nbd
    const { x, T } = histories[0]!
    expect(score.expectedPurchases).toBeCloseTo(((r + x) / (alpha + T)) * (365 / 7), 9)
  })
})

describe('orders that are not plain', () => {
  it('nets refunds, leaves out what is not above zero, and counts it', () => {
    const orders = [
      order(100, 1000, { refundedMinor: 400 }),
      order(80, 0),
      order(60, -500),
      order(50, 900, { refundedMinor: 900 }),
      order(40, 700, { status: 'cancelled' }),
      order(20, 2000),
    ]
    const { customers, facts } = readPeriods(orders)
    expect(historyOn(customers[0]!, { day })).toMatchObject({ x: 1, m: 2000, revenueMinor: 2600 })
    expect(facts.ignored).toEqual({ status: 1, amount: 2, refunded: 1, date: 0, scope: 0 })
  })

  it('takes a day that credit notes bring to zero or less for no purchase', () => {
    const orders = [order(100), order(60, 800), order(60, -800), order(20, 500), order(20, -100)]
    const { customers, facts } = readPeriods(orders, { negativeRows: 'net' })
    expect(historyOn(customers[0]!, { day })).toMatchObject({ x: 1, m: 400, revenueMinor: 1400 })
    expect(facts.notPositive).toBe(1)
  })

  it('never adds currencies, and converts with the rates of the host', () => {
    const orders = [order(30, 1000, { currency: 'EUR' }), order(20, 1000, { currency: 'USD' })]
    expect(() => readPeriods(orders)).toThrowError(expect.objectContaining({ code: 'MIXED_CURRENCIES' }))
    const convert = (minor: number, currency: string) => (currency === 'USD' ? minor * 0.9 : minor)
    expect(historiesOf(orders, { convert })[0]).toMatchObject({ revenueMinor: 1900 })
  })

  it('does not count an order of the future before its day', () => {
    const [history] = historiesOf([order(30), order(-5)])
    expect(history).toMatchObject({ x: 0, revenueMinor: 1000 })
  })

  it('does not know the margin when the cost of one order is unknown', () => {
    const [history] = historiesOf([order(30, 1000, { costMinor: 600 }), order(20)])
    expect(history).toMatchObject({ marginMinor: undefined, revenueMinor: 2000 })
    expect(historiesOf([order(30, 1000, { costMinor: 600 })])[0]).toMatchObject({ marginMinor: 400 })
  })

  it('fits and scores a base in which one customer has 10,000 orders and another bought today', async () => {
    const orders = [
      ...simulatedOrders({ customers: 400, days: 540, at }),
      ...Array.from({ length: 10_000 }, (_, i) => ({
        ...order(i / 20),
        contactId: 'regular',
        currency: 'EUR',
      })),
      ...Array.from({ length: 10_000 }, (_, i) => ({ ...order(i), contactId: 'ancient', currency: 'EUR' })),
      { ...order(0), contactId: 'new', currency: 'EUR' },
    ]
    const histories = historiesOf(orders)
    const fit = await fitLtv(histories, { at })
    if (fit.status !== 'fitted') throw new Error(fit.status)
    const score = scoreCustomers(fit.model)
    for (const history of histories) {
      const { expectedPurchases, buysWithinHorizon, valueMinor } = score(history)
      expect(Number.isFinite(expectedPurchases) && Number.isFinite(valueMinor!)).toBe(true)
      expect(buysWithinHorizon).toBeGreaterThanOrEqual(0)
      expect(buysWithinHorizon).toBeLessThanOrEqual(1)
    }
    expect(histories.find(({ contactId }) => contactId === 'new')).toMatchObject({ x: 0, tx: 0, T: 0 })
  })

  it('fits spend although one customer spent nothing, and says so', () => {
    const random = seeded(3)
    const x = Array.from({ length: 300 }, () => 1 + Math.floor(random() * 4))
    const m = x.map((_, index) => (index === 7 ? 0 : 500 + random() * 4000))
    const fit = fitSpend({ x, m })
    expect(fit).toMatchObject({ customers: 299, notPositive: 1 })
  })

  it('fits equal amounts without failing', () => {
    const fit = fitSpend({ x: new Array(50).fill(2), m: new Array(50).fill(1000) })
    if (fit.status === 'insufficient_data') throw new Error(fit.status)
    expect(fit.status).not.toBe('converged')
    expect(spendOutlookOf(fit.parameters)({ x: 2, m: 1000 }).amount).toBeCloseTo(1000, -1)
  })

  it('refuses a history that cannot be', () => {
    const wrong = { x: [1], tx: [5], T: [4] }
    expect(() => fitPurchases(wrong)).toThrowError(expect.objectContaining({ code: 'INVALID_INPUT' }))
  })
})

describe('spend without a mean', () => {
  it('gives the median for everybody when q ≤ 1, never a negative amount', () => {
    const spend = spendOutlookOf({ p: 2, q: 0.8, v: 10 })
    for (const history of [undefined, { x: 5, m: 40 }]) {
      const { amount, statistic, mean, median } = spend(history)
      expect(statistic).toBe('median')
      expect(mean).toBeUndefined()
      expect(amount).toBe(median)
      expect(amount).toBeGreaterThan(0)
    }
  })
})

describe('a stored model', () => {
  const fitted = async (): Promise<LtvModel> => {
    const fit = await fitLtv(historiesOf(simulatedOrders({ customers: 300, days: 540, at })), { at })
    if (fit.status !== 'fitted') throw new Error(fit.status)
    return fit.model
  }

  it('comes back from JSON as it went', async () => {
    const model = await fitted()
    expect(parseLtvModel(JSON.parse(JSON.stringify(model)))).toEqual(JSON.parse(JSON.stringify(model)))
  })

  it('is refused when it is of another version, of something else, or damaged', async () => {
    const model = await fitted()
    for (const other of [{ ...model, version: 2 }, { kind: 'clientele.rfm', version: 1 }, null, 'model']) {
      expect(() => parseLtvModel(other)).toThrowError(expect.objectContaining({ code: 'MODEL_VERSION' }))
    }
    const damaged = { ...model, timeUnit: 'fortnight' }
    expect(() => parseLtvModel(damaged)).toThrowError(expect.objectContaining({ code: 'INVALID_INPUT' }))
  })
})

describe('laws of a fit', () => {
  const histories = historiesOf(simulatedOrders({ customers: 400, days: 540, at, seed: 5 }))
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
})
