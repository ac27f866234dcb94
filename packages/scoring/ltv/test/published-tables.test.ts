import type { Order } from '@clientele/core/orders'
import { describe, expect, it } from 'vitest'
import { holdoutOf } from '../src/checks/holdout.ts'
import { fitPurchases } from '../src/fit/fit-purchases.ts'
import { fitSpend } from '../src/fit/fit-spend.ts'
import { historyOn } from '../src/histories/customer-history.ts'
import { readPeriods } from '../src/histories/purchase-periods.ts'
import { parameterValues } from '../src/models/family.ts'
import { outlookOf } from '../src/outlook/outlook-of.ts'
import { CALIBRATION_DAY, cdnowCustomers, cdnowHistories, columnsOf, LAST_DAY } from './cdnow.ts'
import { cdnowOrders, expectedFigures, hasSharedData, onlineRetailOrders } from './shared-data.ts'

type Sale = readonly [id: number, date: string, amount?: number]
interface Optimum {
  readonly params: readonly number[]
  readonly LL: number
  readonly se: readonly number[]
}
interface Figures {
  readonly mle_exact: { readonly cdnow_sample_39w_exact: { readonly [model: string]: Optimum } }
  readonly next_purchase_bgnbd: {
    readonly params: readonly [number, number, number, number]
    readonly rows: readonly { readonly [name: string]: number | string | null }[]
  }
  readonly summary_rules: {
    readonly [name: string]: {
      readonly transactions: readonly Sale[]
      readonly expected: readonly (readonly number[])[]
    }
  }
  readonly online_retail_cbs_days: {
    readonly n: number
    readonly sum_x: number
    readonly zero: number
    readonly max_x: number
    readonly first5: readonly (readonly [number, number, number, number, number])[]
  }
}
const DAY = 86_400_000
const dayOf = (date: string) => Date.parse(`${date}T00:00:00Z`) / DAY
const ordersOf = (sales: readonly Sale[]): readonly Order[] =>
  sales.map(([id, date, amount]) => ({
    contactId: String(id),
    at: dayOf(date) * DAY,
    amountMinor: (amount ?? 1) * 100,
  }))

describe.skipIf(!hasSharedData)('the optimum on CDNOW', () => {
  const optima = hasSharedData ? expectedFigures<Figures>().mle_exact.cdnow_sample_39w_exact : {}
  const customers = hasSharedData ? cdnowCustomers(cdnowOrders()) : []
  const data = columnsOf(cdnowHistories(customers))
  const near = (values: readonly number[], known: readonly number[], tolerance: number) =>
    values.forEach((value, index) => {
      expect(Math.abs(value / known[index]! - 1)).toBeLessThan(tolerance)
    })

  it.each(['BG/NBD', 'MBG/NBD', 'Pareto/NBD'])('is reached by %s, with its standard errors', (name) => {
    const fit = fitPurchases(data, { family: name.toLowerCase() as 'bg/nbd' })
    if (fit.status !== 'converged') throw new Error(fit.status)
    near(parameterValues(fit.model), optima[name]!.params, 1e-9)
    near(Object.values(fit.standardErrors!), optima[name]!.se, 1e-8)
    near([fit.logLikelihood], [optima[name]!.LL], 1e-13)
    expect(fit).toMatchObject({ customers: 2357, rows: 1016, repeatPurchases: 2457, repeaters: 946 })
    const { covariance } = fit
    const transposed = covariance!.map((row, i) => row.map((_, j) => covariance![j]![i]))
    expect(transposed).toEqual(covariance)
  })

  it('is reached by Gamma-Gamma, with its standard errors', () => {
    const fit = fitSpend(data)
    if (fit.status !== 'converged') throw new Error(fit.status)
    near(Object.values(fit.parameters), optima['Gamma-Gamma']!.params, 1e-9)
    near(Object.values(fit.standardErrors!), optima['Gamma-Gamma']!.se, 1e-8)
    near([fit.logLikelihood], [optima['Gamma-Gamma']!.LL], 1e-13)
    expect(fit.customers).toBe(946)
  })

  it('gives the first customers and the spend statistics of the papers', () => {
    const rows = customers
      .slice(0, 3)
      .map((one) => holdoutOf(one, { day: CALIBRATION_DAY, until: LAST_DAY })!)
    expect(
      rows.map(({ history, bought }) => [history.x, +history.tx.toFixed(3), +history.T.toFixed(3), bought]),
    ).toEqual([
      [2, 30.429, 38.857, 1],
      [1, 1.714, 38.857, 0],
      [0, 0, 38.857, 0],
    ])
    const spend = data.m.filter((_, index) => data.x[index]! > 0).sort((a, b) => a - b)
    expect([spend.length, Math.round(spend[0]!), Math.round(spend.at(-1)!)]).toEqual([946, 3, 300])
    expect(Math.round(spend.reduce((sum, value) => sum + value, 0) / spend.length)).toBe(35)
  })
})

describe.skipIf(!hasSharedData)('the published rules and tables', () => {
  const figures = hasSharedData ? expectedFigures<Figures>() : undefined

  it('tells the next purchase in closed form', () => {
    const { params, rows } = figures!.next_purchase_bgnbd
    const [r, alpha, a, b] = params
    const forecast = outlookOf({ family: 'bg/nbd', parameters: { r, alpha, a, b } })
    for (const row of rows) {
      const outlook = forecast({ x: Number(row.x), tx: Number(row.t_x), T: Number(row.T) })
      const pairs = [
        [outlook.alive, row.PAlive],
        [outlook.nextPurchaseIfAlive(0.5), row.median_weeks_if_alive],
        [outlook.buysWithin(4), row.P_buy_within_4],
        [outlook.buysWithin(13), row.P_buy_within_13],
        [outlook.buysWithin(52), row.P_buy_within_52],
      ] as const
      for (const [value, known] of pairs) expect(Math.abs(value! / Number(known) - 1)).toBeLessThan(1e-11)
      if (row.mean_weeks_if_alive === null) expect(outlook.meanNextPurchaseIfAlive).toBeUndefined()
      else expect(outlook.meanNextPurchaseIfAlive! / Number(row.mean_weeks_if_alive)).toBeCloseTo(1, 10)
    }
  })

  it.each([
    ['daily', 'day', 'day'],
    ['weekly', 'week', 'week'],
    ['monetary', 'day', 'day'],
  ] as const)('summarises transactions: %s', (name, period, timeUnit) => {
    const { transactions, expected } = figures!.summary_rules[name]!
    const { customers } = readPeriods(ordersOf(transactions), { period })
    const rows = customers.map((customer) => {
      const history = historyOn(customer, { day: dayOf('2015-02-07'), period, timeUnit })!
      return [Number(customer.contactId), history.x, history.tx, history.T, history.m / 100]
    })
    expect(rows.map((row) => row.slice(0, expected[0]!.length))).toEqual(expected)
  })

  it('splits transactions at a calibration', () => {
    const { expected } = figures!.summary_rules.holdout_weekly!
    const { customers } = readPeriods(ordersOf(figures!.summary_rules.weekly!.transactions), {
      period: 'week',
    })
    const cut = {
      day: dayOf('2015-02-01'),
      until: dayOf('2015-02-07'),
      period: 'week',
      timeUnit: 'week',
    } as const
    const rows = customers.flatMap((customer) => {
      const row = holdoutOf(customer, cut)
      if (row === undefined) return []
      const { x, tx, T } = row.history
      return [[Number(customer.contactId), x, tx, T, row.bought, row.duration]]
    })
    expect(rows).toEqual(expected)
  })

  it('takes two purchases of one day for one, and any order of arrival', () => {
    const twice = readPeriods(
      ordersOf([
        [1, '2015-01-01'],
        [1, '2015-01-01'],
      ]),
    ).customers[0]!
    expect(historyOn(twice, { day: dayOf('2015-02-07') })?.x).toBe(0)
    const sales: readonly Sale[] = [
      [2, '2014-04-09', 20],
      [2, '2014-03-14', 10],
      [2, '2014-05-21', 25],
    ]
    const mixed = readPeriods(ordersOf(sales)).customers[0]!
    expect(historyOn(mixed, { day: dayOf('2015-02-07') })?.m).toBe(2250)
  })

  it('summarises Online Retail, and sees no churn signal in it', () => {
    const known = figures!.online_retail_cbs_days
    const { customers } = readPeriods(onlineRetailOrders())
    const histories = customers
      .map((customer) => historyOn(customer, { day: dayOf('2011-12-09'), timeUnit: 'day' })!)
      .sort((a, b) => Number(a.contactId) - Number(b.contactId))
    expect(histories).toHaveLength(known.n)
    expect(histories.reduce((sum, { x }) => sum + x, 0)).toBe(known.sum_x)
    expect(histories.filter(({ x }) => x === 0)).toHaveLength(known.zero)
    expect(histories.reduce((most, { x }) => Math.max(most, x), 0)).toBe(known.max_x)
    known.first5.forEach(([id, x, tx, T, m], index) => {
      const history = histories[index]!
      expect([Number(history.contactId), history.x, history.tx, history.T]).toEqual([id, x, tx, T])
      expect(history.m / 1e4).toBeCloseTo(m, 3)
    })
    for (const family of ['mbg/nbd', 'bg/nbd', 'pareto/nbd'] as const) {
      const fit = fitPurchases(columnsOf(histories), { family })
      expect(fit.status).toBe('no_churn_signal')
      if (fit.status === 'insufficient_data') continue
      expect(fit.logLikelihood).toBeGreaterThan(-61823.592)
      expect(fit.logLikelihood).toBeLessThan(-61823.47)
      expect(fit.nbd.logLikelihood).toBeCloseTo(-61823.591, 2)
    }
  })
})
