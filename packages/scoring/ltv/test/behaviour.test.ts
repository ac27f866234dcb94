import { seededRandom } from '@clientele/testing'
import { describe, expect, it } from 'vitest'
import {
  fitLtv,
  fitPurchases,
  fitSpend,
  historyOn,
  type LtvModel,
  parseLtvModel,
  readPeriods,
  scoreCustomers,
  spendOutlookOf,
} from '../src/index.ts'
import { simulatedOrders } from './simulated-shop.ts'

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
    const { next: random } = seededRandom(3)
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
