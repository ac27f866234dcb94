import { createClientele } from '@clientele/core'
import { memory } from '@clientele/storage-memory'
import { recordingLogger, virtualClock } from '@clientele/testing'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ContactHistory,
  DEFAULT_LIMITS,
  fitLifecycle,
  LIFECYCLE_MODEL_VERSION,
  lifecycle,
  lifecycleOf,
  parseLifecycleModel,
} from '../src/index.ts'
import { statusOf } from '../src/status.ts'

const DAY = 86_400_000
const NOW = Date.UTC(2026, 5, 30)

/** A contact known for three years who bought so many days ago. */
function boughtAgo(...days: readonly number[]): ContactHistory {
  const purchases = [...days].sort((a, b) => b - a).map((ago) => ({ at: NOW - ago * DAY }))
  return { contactId: 'c1', knownSince: NOW - 1000 * DAY, purchases }
}

describe('a status', () => {
  const of = (history: ContactHistory): string | undefined => statusOf(history, DEFAULT_LIMITS, NOW)?.status

  it('of a buyer goes by the last order, and the limit itself still belongs to the better one', () => {
    expect(of(boughtAgo(180))).toBe('buyer_first_time')
    expect(of(boughtAgo(400, 180))).toBe('buyer_active')
    expect(of(boughtAgo(400, 181))).toBe('buyer_defecting')
    expect(of(boughtAgo(500, 366))).toBe('buyer_inactive')
  })

  it('of a lead goes by when it became known and what it did last', () => {
    const lead = (known: number, action?: number): ContactHistory => ({
      contactId: 'c1',
      knownSince: NOW - known * DAY,
      lastActionAt: action === undefined ? undefined : NOW - action * DAY,
      purchases: [],
    })
    expect(of(lead(10))).toBe('lead_new')
    expect(of(lead(200, 20))).toBe('lead_active')
    expect(of(lead(500, 200))).toBe('lead_cold')
    expect(of(lead(900, 500))).toBe('lead_inactive')
  })

  it('does not count an order of the future, and knows nobody before they were known', () => {
    expect(of({ ...boughtAgo(-5), knownSince: NOW - DAY })).toBe('lead_new')
    expect(of({ contactId: 'c1', knownSince: NOW + DAY, purchases: [] })).toBeUndefined()
  })

  it('holds exactly until the instant that it names', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 6 }), (days) => {
        const history = boughtAgo(...days)
        const now = statusOf(history, DEFAULT_LIMITS, NOW)
        if (now?.validUntil === undefined) return
        expect(now.validUntil).toBeGreaterThan(NOW)
        expect(statusOf(history, DEFAULT_LIMITS, now.validUntil - 1)?.status).toBe(now.status)
        expect(statusOf(history, DEFAULT_LIMITS, now.validUntil + 1)?.status).not.toBe(now.status)
      }),
    )
  })
})

describe('a rhythm', () => {
  it('is the contact’s own median interval from three orders on, and says how late the contact is', async () => {
    const model = await fitLifecycle([boughtAgo(90, 60, 30)], { at: NOW })
    const score = lifecycleOf(boughtAgo(105, 75, 45), model, NOW)
    expect(score?.rhythm).toMatchObject({
      expectedIntervalDays: 30,
      intervalFrom: 'own',
      ratio: 1.5,
      daysSinceLastOrder: 45,
    })
    expect(score?.rhythm?.expectedOrderAt).toBe(NOW - 15 * DAY)
  })

  it('is not guessed where nobody has bought twice', async () => {
    const model = await fitLifecycle([boughtAgo(20)], { at: NOW })
    const rhythm = lifecycleOf(boughtAgo(20), model, NOW)?.rhythm
    expect(rhythm?.expectedIntervalDays).toBeUndefined()
    expect(rhythm?.churnRisk).toBeUndefined()
  })

  it('never makes a contact less likely lost by staying away longer', async () => {
    const base = Array.from({ length: 300 }, (_, i) =>
      boughtAgo(400 + (i % 90), 300 + (i % 60), 100 + (i % 120)),
    )
    const model = await fitLifecycle(base, { at: NOW })
    const risk = (quiet: number): number | undefined =>
      lifecycleOf(boughtAgo(quiet + 100, quiet), model, NOW)?.rhythm?.churnRisk?.probability
    const risks = [10, 80, 200].map(risk)
    for (const one of risks) expect(one === undefined || (one >= 0 && one <= 1)).toBe(true)
    expect(risks[2]).toBeGreaterThanOrEqual(risks[0] ?? Number.POSITIVE_INFINITY)
  })
})

describe('a model', () => {
  it('comes back from JSON as it went, and is refused when it is of another version', async () => {
    const model = await fitLifecycle([boughtAgo(90, 60, 30)], { at: NOW })
    expect(parseLifecycleModel(JSON.parse(JSON.stringify(model)))).toEqual(JSON.parse(JSON.stringify(model)))
    expect(() => parseLifecycleModel({ ...model, version: LIFECYCLE_MODEL_VERSION + 1 })).toThrow(/version/)
  })

  it('keeps the defaults where there are too few intervals, and refuses limits that do not ascend', async () => {
    expect((await fitLifecycle([boughtAgo(90, 60)], { at: NOW })).limits).toEqual(DEFAULT_LIMITS)
    await expect(fitLifecycle([], { at: NOW, limits: { buyerActiveDays: 400 } })).rejects.toMatchObject({
      code: 'INVALID_OPTIONS',
    })
  })
})

it('makes the status a field of the contact, usable in segments, when it is composed', async () => {
  await using clientele = await createClientele({
    storage: memory(),
    plugins: [lifecycle()],
    timeZone: 'Europe/Paris',
    clock: virtualClock(NOW),
    logger: recordingLogger(),
    tables: [
      {
        name: 'orders',
        kind: 'interactions',
        dateColumn: 'at',
        columns: { at: 'instant', total: 'money', status: 'string' },
      },
    ],
  })
  const order = (key: string, email: string, ago: number) => ({
    table: 'orders',
    key,
    values: { at: NOW - ago * DAY, total: 4900, status: 'paid' },
    contact: { identifiers: [{ type: 'email', value: email }] },
  })
  await clientele.put([
    order('1', 'ada@shop.example', 10),
    order('2', 'leo@shop.example', 300),
    order('3', 'leo@shop.example', 200),
  ])
  expect((await clientele.scores.run('lifecycle')).lifecycle?.scored).toBe(2)
  const count = (status: string) =>
    clientele.segments.count({ field: 'lifecycle.status', op: 'eq', value: status })
  expect(await count('buyer_first_time')).toBe(1)
  expect(await count('buyer_defecting')).toBe(1)
  const moves = await clientele.plugins.lifecycle.transitions({ from: NOW - 30 * DAY })
  expect(moves).toContainEqual({ from: undefined, to: 'buyer_first_time', contacts: 1 })
})

it('judges a lead of the past by what it had done until then, not by what it did since', async () => {
  await using clientele = await createClientele({
    storage: memory(),
    plugins: [lifecycle()],
    timeZone: 'Europe/Paris',
    clock: virtualClock(NOW),
    logger: recordingLogger(),
    tables: [
      {
        name: 'orders',
        kind: 'interactions',
        dateColumn: 'at',
        columns: { at: 'instant', total: 'money', status: 'string' },
      },
    ],
  })
  const visit = (ago: number) => ({
    name: 'Product Viewed',
    messageId: `v${ago}`,
    occurredAt: NOW - ago * DAY,
    identifiers: [{ type: 'email', value: 'zoe@shop.example' }],
  })
  await clientele.track([visit(500), visit(40), visit(5)])
  const moves = await clientele.plugins.lifecycle.transitions({ from: NOW - 30 * DAY })
  expect(moves).toEqual([{ from: 'lead_active', to: 'lead_active', contacts: 1 }])
})
