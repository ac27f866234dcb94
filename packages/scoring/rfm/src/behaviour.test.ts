import type { Order } from '@clientele/core/orders'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { movementMatrix } from './movement-matrix.ts'
import type { PurchaseSummary } from './purchase-summary.ts'
import type { RfmOptions } from './rfm-options.ts'
import { type RfmRun, scoreRfm } from './score-rfm.ts'
import { threeLevelSegments } from './segments/three-level-segments.ts'
import { summarizeOrders } from './summarize-orders.ts'

const DAY = 86_400_000
const at = Date.UTC(2026, 5, 30)

const order = (contactId: string, ago: number, values: Partial<Order> = {}): Order => ({
  contactId,
  at: at - ago * DAY,
  amountMinor: 1000,
  ...values,
})
const run = (orders: readonly Order[], options: Partial<RfmOptions> = {}): RfmRun =>
  scoreRfm(summarizeOrders(orders, { at }).summaries, { at, ...options })

describe('a shop', () => {
  it('with one customer has insufficient data, unless the cuts are given', () => {
    expect(run([order('a', 3)])).toMatchObject({ status: 'insufficient_data', sampleSize: 1 })
    const given = {
      kind: 'fixed',
      recencyDays: [30, 90],
      orders: [1, 3],
      revenueMinor: [2000, 9000],
    } as const
    expect(run([order('a', 3)], { method: given }).scores).toMatchObject([{ r: 3, f: 1, m: 1, code: '311' }])
  })

  it('where everybody has one order gives one frequency, and says which levels there are', () => {
    const result = run(Array.from({ length: 50 }, (_, i) => order(`c${i}`, i, { amountMinor: 1000 + i })))
    expect(result.model?.achieved).toEqual({ r: [1, 2, 3, 4, 5], f: [1], m: [1, 2, 3, 4, 5] })
    expect(new Set(result.scores.map(({ f }) => f))).toEqual(new Set([1]))
  })

  it('where all is equal scores everybody the same', () => {
    const result = run(Array.from({ length: 20 }, (_, i) => order(`c${i}`, 10)))
    expect(new Set(result.scores.map(({ code, segment }) => `${code} ${segment}`)).size).toBe(1)
    expect(result.model?.achieved).toMatchObject({ f: [1], m: [1] })
    expect(result.model?.achieved.r).toHaveLength(1)
  })

  it('with a customer of ten thousand orders keeps every number finite and the cuts in place', () => {
    const keen = Array.from({ length: 10_000 }, (_, i) => order('keen', i / 10, { amountMinor: 900_000_000 }))
    const others = Array.from({ length: 9 }, (_, i) => order(`c${i}`, 50 + i))
    const { scores } = run([...keen, ...others])
    expect(scores.find(({ contactId }) => contactId === 'keen')).toMatchObject({
      orders: 10_000,
      revenueMinor: 9_000_000_000_000,
      code: '555',
    })
  })

  it('counts no order of the future, of nothing, of less, or paid back', () => {
    const result = run([
      ...Array.from({ length: 5 }, (_, i) => order(`c${i}`, i + 1)),
      order('future', -1),
      order('free', 1, { amountMinor: 0 }),
      order('credit', 1, { amountMinor: -1000 }),
      order('back', 1, { status: 'refunded' }),
    ])
    expect(result.scores.map(({ contactId }) => contactId)).toEqual(['c0', 'c1', 'c2', 'c3', 'c4'])
  })

  it('has nobody to score before its first order', () => {
    const early = at - 400 * DAY
    const { summaries, notScored } = summarizeOrders([order('a', 3)], { at: early })
    expect([summaries, notScored]).toEqual([[], 1])
    expect(scoreRfm(summaries, { at: early })).toMatchObject({ status: 'insufficient_data', sampleSize: 0 })
  })

  it('in several currencies is scored one currency at a time, or converted', () => {
    const orders = [order('a', 1, { currency: 'EUR' }), order('b', 1, { currency: 'USD' })]
    expect(() => summarizeOrders(orders, { at })).toThrowError(
      expect.objectContaining({ code: 'MIXED_CURRENCIES' }),
    )
    const convert = (minor: number, currency: string) => (currency === 'USD' ? minor * 0.9 : minor)
    expect(
      summarizeOrders(orders, { at, convert }).summaries.map(({ revenueMinor }) => revenueMinor),
    ).toEqual([1000, 900])
  })
})

describe('any shop', () => {
  const summary: fc.Arbitrary<Omit<PurchaseSummary, 'contactId'>> = fc
    .record({
      ago: fc.integer({ min: 0, max: 900 }),
      orders: fc.integer({ min: 1, max: 9 }),
      money: fc.nat(5000),
    })
    .map(({ ago, orders, money }) => ({ orders, revenueMinor: money, lastOrderAt: at - ago * DAY }))
  const base = fc
    .array(summary, { minLength: 5, maxLength: 60 })
    .map((list) => list.map((one, index) => ({ contactId: `c${String(index).padStart(2, '0')}`, ...one })))
  const scored = (summaries: readonly PurchaseSummary[], options: Partial<RfmOptions> = {}) => {
    const result = scoreRfm(summaries, { at, ...options })
    if (result.status !== 'scored') throw new Error(result.reason)
    return result
  }

  it('has every customer in one segment of its table, and in a level that is there', () => {
    fc.assert(
      fc.property(base, fc.constantFrom(undefined, threeLevelSegments), (summaries, segments) => {
        const { scores, model } = scored(summaries, { segments })
        const ids = model.segments.segments.map(({ id }) => id)
        expect(scores).toHaveLength(summaries.length)
        for (const score of scores) {
          expect(ids).toContain(score.segment)
          expect(model.achieved.r).toContain(score.r)
          expect(model.achieved.f).toContain(score.f)
          expect(model.achieved.m).toContain(score.m)
        }
      }),
    )
  })

  it('has levels that do not change with the unit of money', () => {
    fc.assert(
      fc.property(base, fc.integer({ min: 2, max: 1000 }), (summaries, unit) => {
        const inUnit = summaries.map((one) => ({ ...one, revenueMinor: one.revenueMinor * unit }))
        expect(scored(inUnit).scores.map(({ m }) => m)).toEqual(scored(summaries).scores.map(({ m }) => m))
      }),
      { numRuns: 50 },
    )
  })

  it('moves nobody when it is scored again by its frozen bounds, and loses nobody in the matrix', () => {
    fc.assert(
      fc.property(base, base, (before, after) => {
        const first = scored(before)
        const again = scored(before, { method: { kind: 'frozen', model: first.model } })
        expect(movementMatrix(first.scores, again.scores).moved).toBe(0)
        const later = scored(after, { method: { kind: 'frozen', model: first.model } })
        const { stayed, moved, movements } = movementMatrix(first.scores, later.scores)
        const known = new Set([...before, ...after].map(({ contactId }) => contactId))
        expect(stayed + moved).toBe(known.size)
        expect(movements.reduce((sum, one) => sum + one.contacts, 0)).toBe(known.size)
      }),
      { numRuns: 50 },
    )
  })
})
