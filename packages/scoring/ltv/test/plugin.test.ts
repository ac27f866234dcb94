import type { ContactBundle, ScoreResult } from '@clientele/core'
import { arrayBase, recordedPluginContext, virtualClock } from '@clientele/testing'
import { describe, expect, it } from 'vitest'
import { type LtvPluginOptions, type LtvScore, ltv } from '../src/index.ts'
import { bundlesOf, simulatedOrders } from './simulated-shop.ts'

const DAY = 86_400_000
const now = Date.UTC(2026, 5, 30, 12)
const orders = simulatedOrders({ customers: 1500, days: 540, at: now })
const shop = bundlesOf(orders)

async function compose<Id extends string = 'ltv'>(
  bundles: readonly ContactBundle[],
  options?: LtvPluginOptions<Id>,
) {
  const base = arrayBase(bundles)
  const { context, scorers } = recordedPluginContext({ base, clock: virtualClock(now) })
  const api = await ltv(options).setup(context)
  return { api, base, scorer: scorers[0]! }
}
async function all<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  const found: Value[] = []
  for await (const value of values) found.push(value)
  return found
}
const scoreOf = (results: readonly ScoreResult[], id: string) =>
  results.find(({ contactId }) => contactId === id)?.values

describe('ltv()', () => {
  it('scores every customer with what it was computed from', async () => {
    const { scorer, base, api } = await compose(shop)
    const results = await all(scorer.score({ base, at: now }))
    expect(results).toHaveLength(shop.length)
    for (const { values } of results.slice(0, 200)) {
      expect(values).toMatchObject({ status: 'scored', fit: 'converged', sampleSize: shop.length })
      expect(values.method).toBe('ltv-1 mbg/nbd')
      expect(values.alive).toBeGreaterThan(0)
      expect(values.alive).toBeLessThanOrEqual(1)
      expect(values.valueMinor).toBeGreaterThanOrEqual(0)
      expect(Object.keys(values).every((name) => name in scorer.values)).toBe(true)
    }
    expect(api.lastModel()?.purchases.customers).toBe(shop.length)
  })

  it('finds the parameters that the shop was made with, within four standard errors', async () => {
    const { api } = await compose(shop)
    const fit = await api.fit()
    if (fit.status !== 'fitted') throw new Error(fit.status)
    const { model, standardErrors } = fit.model.purchases
    const made: { readonly [name: string]: number } = { r: 0.8, alpha: 8, a: 0.9, b: 2.5 }
    for (const [name, value] of Object.entries(model.parameters)) {
      expect(Math.abs(value - made[name]!)).toBeLessThan(4 * standardErrors![name]!)
    }
  })

  it('gives the same money in days, weeks and months', async () => {
    const scores: LtvScore[][] = []
    for (const timeUnit of ['day', 'week', 'month'] as const) {
      const { api } = await compose(shop, { timeUnit })
      scores.push(await all(api.scores()))
    }
    const [days, weeks, months] = scores as [LtvScore[], LtvScore[], LtvScore[]]
    weeks.forEach((score, index) => {
      for (const other of [days[index]!, months[index]!]) {
        expect(Math.abs(other.valueMinor! - score.valueMinor!)).toBeLessThanOrEqual(1)
        expect(other.expectedPurchases).toBeCloseTo(score.expectedPurchases, 8)
        expect(other.alive!).toBeCloseTo(score.alive!, 8)
      }
    })
  })

  it('scores by a stored model without fitting again', async () => {
    const { api } = await compose(shop)
    const fit = await api.fit()
    if (fit.status !== 'fitted') throw new Error(fit.status)
    const stored = JSON.parse(JSON.stringify(fit.model))
    const again = await compose(shop.slice(0, 3), { model: stored })
    const few = await all(again.api.scores())
    const many = await all(api.scores())
    expect(few).toEqual(many.slice(0, 3))
  })

  it('adds the base up', async () => {
    const { api } = await compose(shop)
    const portfolio = await api.portfolio()
    if (portfolio.status !== 'scored') throw new Error(portfolio.status)
    expect(portfolio.customers).toBe(shop.length)
    expect(portfolio.revenueMinor).toBe(orders.reduce((sum, order) => sum + order.amountMinor, 0))
    expect(portfolio.marginMinor).toBe(
      orders.reduce((sum, order) => sum + order.amountMinor - order.costMinor!, 0),
    )
    const scores = await all(api.scores())
    expect(portfolio.valueMinor).toBe(scores.reduce((sum, score) => sum + score.valueMinor!, 0))
  })

  it('forecasts margin when asked to, from what orders cost', async () => {
    const revenue = await (await compose(shop)).api.portfolio()
    const margin = await (await compose(shop, { basis: 'margin' })).api.portfolio()
    if (revenue.status !== 'scored' || margin.status !== 'scored') throw new Error('not scored')
    expect(margin.valueMinor! / revenue.valueMinor!).toBeCloseTo(0.4, 2)
  })

  it('holds a model of the past against what came after', async () => {
    const { api } = await compose(shop)
    const held = await api.holdout({ calibration: now - 180 * DAY })
    if (held.status !== 'held') throw new Error(held.status)
    expect(held.model.fittedAt).toBe(now - 180 * DAY)
    expect(held.expected / held.actual).toBeGreaterThan(0.85)
    expect(held.expected / held.actual).toBeLessThan(1.15)
    expect(held.byFrequency.reduce((sum, bin) => sum + bin.customers, 0)).toBe(held.customers)
    const last = held.tracking.at(-1)!
    expect(held.timeUnit).toBe('week')
    expect(held.calibration).toBeCloseTo((540 - 180 + 1) / 7, 1)
    expect(held.calibration).toBeLessThan(last.time)
    const oldest = held.aliveMap.filter(({ x }) => x === 3).map(({ alive }) => alive)
    expect(oldest).toEqual(oldest.toSorted((a, b) => b - a))
    expect(last.actualSoFar).toBeGreaterThan(held.actual)
    expect(last.expectedSoFar / last.actualSoFar).toBeGreaterThan(0.85)
    expect(last.expectedSoFar / last.actualSoFar).toBeLessThan(1.15)
  })

  it('refuses a calibration that is not before the end', async () => {
    const { api } = await compose(shop)
    expect(() => api.holdout({ calibration: now })).toThrowError(
      expect.objectContaining({ code: 'INVALID_OPTIONS' }),
    )
  })

  it('still tells the historic value when there is too little data for a forecast', async () => {
    const { scorer, base } = await compose(shop.slice(0, 5))
    const results = await all(scorer.score({ base, at: now }))
    expect(results).toHaveLength(5)
    for (const { values } of results) {
      expect(values).toMatchObject({ status: 'insufficient_data', fit: 'insufficient_data', sampleSize: 5 })
      expect(values.revenueMinor).toBeGreaterThan(0)
      expect('valueMinor' in values).toBe(false)
    }
  })

  it('tells a contact that it has lost its last valid order, once', async () => {
    const lost = {
      ...shop[0]!,
      rows: shop[0]!.rows.map((row) => ({ ...row, values: { ...row.values, status: 'cancelled' } })),
    }
    const before = { ...lost, scores: { ltv: { status: 'scored' } } }
    const after = { ...lost, scores: { ltv: { status: 'not_scored' } } }
    for (const [bundle, expected] of [
      [before, 'not_scored'],
      [after, undefined],
    ] as const) {
      const { scorer, base } = await compose([bundle, ...shop.slice(1)])
      const results = await all(scorer.score({ base, at: now }))
      expect(scoreOf(results, lost.contact.contactId)?.status).toBe(expected)
    }
  })

  it('reads orders from events as well, in major units', async () => {
    const events = shop.map((bundle) => ({
      ...bundle,
      rows: [],
      events: bundle.rows.map((row) => ({
        messageId: row.key,
        contactId: bundle.contact.contactId,
        name: 'Order Completed',
        occurredAt: row.at!,
        receivedAt: row.at!,
        properties: { order_id: row.key, total: Number(row.values.total) / 100, currency: 'EUR' },
      })),
    })) as unknown as readonly ContactBundle[]
    const fromEvents = await all((await compose(events, { orders: { events: true } })).api.scores())
    const fromRows = await all((await compose(shop)).api.scores())
    expect(fromEvents.map(({ valueMinor }) => valueMinor)).toEqual(
      fromRows.map(({ valueMinor }) => valueMinor),
    )
  })

  it('stops when it is told to', async () => {
    const { api } = await compose(shop)
    const scores = api.scores()[Symbol.asyncIterator]()
    expect((await scores.next()).done).toBe(false)
    await scores.return?.()
    expect((await scores.next()).done).toBe(true)
  })

  it('refuses options and models that it does not understand, at once', () => {
    expect(() => ltv({ horizonDays: -1 })).toThrowError(expect.objectContaining({ code: 'INVALID_OPTIONS' }))
    expect(() => ltv({ horizon: 12 } as never)).toThrowError(
      expect.objectContaining({ code: 'INVALID_OPTIONS' }),
    )
    const model = { kind: 'clientele.ltv', version: 2 }
    expect(() => ltv({ model } as never)).toThrowError(expect.objectContaining({ code: 'MODEL_VERSION' }))
  })
})
