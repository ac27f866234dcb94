import type { Order } from '@clientele/core/orders'
import { describe, expect, it } from 'vitest'
import { countTransitions, fitLifecycle, lifecycleOf, purchasesOf } from '../src/index.ts'
import { boughtAgo, DAY, NOW } from './histories.ts'

const order = (ago: number, values: Partial<Order> = {}): Order => ({
  contactId: 'c1',
  at: NOW - ago * DAY,
  amountMinor: 1000,
  ...values,
})

describe('purchases of a contact', () => {
  it('are its valid orders, whatever their order and their currency', () => {
    const orders = [
      order(10, { currency: 'USD' }),
      order(40, { currency: 'EUR', category: 'coffee' }),
      order(20, { amountMinor: 0 }),
      order(21, { amountMinor: -500 }),
      order(22, { refundedMinor: 1000 }),
      order(23, { status: 'cancelled' }),
      order(24, { at: Number.NaN }),
      order(-1),
      order(30, { refundedMinor: 999 }),
    ]
    const days = purchasesOf(orders, { at: NOW }).map(({ at }) => (NOW - at) / DAY)
    expect(days).toEqual([40, 30, 10])
    expect(purchasesOf(orders, { at: NOW })[0]?.category).toBe('coffee')
    expect(purchasesOf(orders, { at: NOW, paidStatuses: ['cancelled'] })).toHaveLength(1)
  })

  it('are one where orders lie within a day of its first, and two from a day on', () => {
    const hours = (...ago: readonly number[]) =>
      purchasesOf(
        ago.map((hour) => order(hour / 24)),
        { at: NOW },
      ).length
    expect(hours(40, 30, 20)).toBe(1)
    expect(hours(40, 16)).toBe(2)
    expect(hours(60, 40, 30)).toBe(2)
  })
})

describe('a base', () => {
  it('of nobody, or of one contact with one order, has no rhythm, and says so', async () => {
    expect(await fitLifecycle([], { at: NOW })).toMatchObject({
      sampleSize: 0,
      limitsFrom: 'default',
      intervals: { globalDays: undefined, meanDays: undefined, byCategory: {} },
      curves: { all: undefined },
    })
    const model = await fitLifecycle([boughtAgo([10])], { at: NOW })
    expect(lifecycleOf(boughtAgo([10]), model, NOW)).toMatchObject({
      status: 'buyer_first_time',
      purchases: 1,
      rhythm: { daysSinceLastOrder: 10, ratio: undefined, position: undefined, churnRisk: undefined },
    })
  })

  it('in which everybody has one order has a curve that nobody came back on', async () => {
    const base = Array.from({ length: 200 }, (_, i) => boughtAgo([i + 1]))
    const model = await fitLifecycle(base, { at: NOW, churnHorizonDays: 90 })
    expect(model.sampleSize).toBe(0)
    expect(lifecycleOf(boughtAgo([10]), model, NOW)?.rhythm).toMatchObject({
      position: undefined,
      churnRisk: { probability: 1, exact: true },
    })
  })

  it('with a contact of ten thousand orders stays finite', async () => {
    const days = Array.from({ length: 10_000 }, (_, i) => i / 9 + 1)
    const keen = boughtAgo(days)
    const model = await fitLifecycle([keen], { at: NOW })
    expect(model.sampleSize).toBe(9999)
    const score = lifecycleOf(keen, model, NOW)
    expect(score).toMatchObject({
      status: 'buyer_active',
      purchases: 10_000,
      rhythm: { intervalFrom: 'own' },
    })
    expect(score?.rhythm?.expectedIntervalDays).toBeCloseTo(1 / 9, 6)
  })

  it('is read as it stood on the reference date, and has nobody before the first', async () => {
    const history = { ...boughtAgo([100, 70, 40, 10]), knownSince: NOW - 100 * DAY }
    const then = NOW - 50 * DAY
    const model = await fitLifecycle([history], { at: then })
    expect(model.sampleSize).toBe(1)
    expect(lifecycleOf(history, model, then)).toMatchObject({
      purchases: 2,
      rhythm: { daysSinceLastOrder: 20 },
    })
    expect(lifecycleOf(history, model, NOW - 101 * DAY)).toBeUndefined()
    expect((await fitLifecycle([history], { at: NOW - 500 * DAY })).sampleSize).toBe(0)
  })

  it('that is a year old is not asked for what it cannot know yet', async () => {
    const base = Array.from({ length: 120 }, (_, i) => boughtAgo([360 - i, 60 + (i % 50)]))
    const model = await fitLifecycle(base, { at: NOW, churnHorizonDays: 400 })
    expect(model.truncated).toBe(true)
    expect(lifecycleOf(boughtAgo([30]), model, NOW)?.rhythm?.churnRisk).toBeUndefined()
  })
})

describe('a matrix of transitions', () => {
  it('counts who stayed, went, came and was not there, largest first', () => {
    const { add, finish } = countTransitions()
    add('lead_inactive', 'buyer_first_time')
    add('lead_inactive', 'buyer_first_time')
    add('buyer_active', 'buyer_active')
    add(undefined, 'lead_new')
    add('buyer_active', undefined)
    add(undefined, undefined)
    expect(finish()).toEqual([
      { from: 'lead_inactive', to: 'buyer_first_time', contacts: 2 },
      { from: undefined, to: 'lead_new', contacts: 1 },
      { from: 'buyer_active', to: undefined, contacts: 1 },
      { from: 'buyer_active', to: 'buyer_active', contacts: 1 },
    ])
  })
})
