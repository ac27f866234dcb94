import type { ContactBundle, JsonObject, Scorer } from '@clientele/core'
import { arrayBase, recordedPluginContext, virtualClock } from '@clientele/testing'
import { describe, expect, it } from 'vitest'
import type { RfmPluginOptions } from './plugin-options.ts'
import { rfm } from './rfm.ts'

const DAY = 86_400_000
const now = Date.UTC(2026, 5, 30)

interface Sale extends JsonObject {
  readonly daysAgo: number
}
const bundle = (id: number, sales: readonly Sale[], scores: ContactBundle['scores'] = {}): ContactBundle => ({
  contact: { contactId: `c${id}`, fields: {}, createdAt: 0, updatedAt: 0, version: 1 },
  rows: sales.map(({ daysAgo, ...values }, index) => ({
    table: 'orders',
    key: `o${id}-${index}`,
    contactId: `c${id}`,
    recordId: undefined,
    at: now - daysAgo * DAY,
    observedAt: now,
    receivedAt: now,
    values,
  })),
  events: [],
  records: [],
  consents: [],
  scores,
  segments: [],
})
const shop = (size: number) =>
  Array.from({ length: size }, (_, i) =>
    bundle(i, [
      ...Array.from({ length: i + 1 }, (_unused, k) => ({
        daysAgo: 10 * (size - i) + 40 * k,
        total: 1000,
        currency: 'EUR',
        status: 'paid',
        channel: k === 0 ? 'store' : 'web',
      })),
    ]),
  )

async function compose<Id extends string = 'rfm'>(
  bundles: readonly ContactBundle[],
  options?: RfmPluginOptions<Id>,
) {
  const base = arrayBase(bundles)
  const { context, scorers } = recordedPluginContext({ base, clock: virtualClock(now) })
  const plugin = rfm(options)
  const api = await plugin.setup(context)
  const score = async () => {
    const found = new Map<string, JsonObject>()
    for await (const { contactId, values } of (scorers[0] as Scorer).score({ base, at: now })) {
      found.set(contactId, values)
    }
    return found
  }
  return { plugin, api, score, scorer: scorers[0] as Scorer }
}

describe('rfm()', () => {
  it('scores the base, with inputs, sample and method beside each score', async () => {
    const { score, scorer, api } = await compose(shop(10))
    const scores = await score()
    expect(scores.get('c9')).toEqual({
      status: 'scored',
      recencyDays: 10,
      orders: 10,
      revenueMinor: 10_000,
      r: 5,
      f: 5,
      m: 5,
      code: '555',
      segment: 'champions',
      sampleSize: 10,
      method: 'rfm-1 quantile',
    })
    expect(Object.keys(scores.get('c9') ?? {}).sort()).toEqual(Object.keys(scorer.values).sort())
    expect(api.lastModel()?.sampleSize).toBe(10)
  })

  it('says insufficient_data, with the inputs, when the base is too small', async () => {
    const { score, api } = await compose(shop(2))
    expect((await score()).get('c1')).toEqual({
      status: 'insufficient_data',
      recencyDays: 10,
      orders: 2,
      revenueMinor: 2000,
      sampleSize: 2,
      method: 'rfm-1',
    })
    expect(await api.matrix()).toMatchObject({ status: 'insufficient_data' })
  })

  it('takes the score off a contact whose orders no longer count, once', async () => {
    const cancelled = [{ daysAgo: 3, total: 1000, status: 'cancelled' }]
    const base = [
      ...shop(6),
      bundle(50, cancelled, { rfm: { status: 'scored', segment: 'loyal' } }),
      bundle(51, cancelled, { rfm: { status: 'not_scored' } }),
      bundle(52, cancelled),
    ]
    const scores = await (await compose(base)).score()
    expect(scores.get('c50')).toMatchObject({ status: 'not_scored' })
    expect(scores.get('c50')).not.toHaveProperty('segment')
    expect(scores.has('c51')).toBe(false)
    expect(scores.has('c52')).toBe(false)
  })

  it('scores one channel under its own name', async () => {
    const { plugin, score } = await compose(shop(10), { id: 'rfmStore', channels: ['store'] })
    expect(plugin.id).toBe('rfmStore')
    expect([...(await score()).values()].every((values) => values.orders === 1)).toBe(true)
  })

  it('counts contacts by cell and by segment', async () => {
    const { api } = await compose(shop(10))
    const result = await api.matrix()
    if (result.status !== 'scored') throw new Error(result.reason)
    expect(result.matrix.contacts).toBe(10)
    expect(result.matrix.segments.find((row) => row.segment === 'champions')?.contacts).toBeGreaterThan(0)
  })

  it('shows who moved between two dates, with what was known on each', async () => {
    const newcomer = bundle(99, [{ daysAgo: 1, total: 700, status: 'paid', currency: 'EUR' }])
    const { api } = await compose([...shop(12), newcomer])
    const { movements, stayed, moved } = await api.movement({ from: now - 60 * DAY })
    expect(stayed + moved).toBe(13)
    expect(movements.filter(({ from }) => from === undefined)).toEqual([
      { from: undefined, to: 'new_customers', contacts: 1 },
    ])
  })

  it('refuses a base in two currencies, even when each contact has one', async () => {
    const base = [...shop(5), bundle(60, [{ daysAgo: 1, total: 500, currency: 'USD' }])]
    await expect((await compose(base)).score()).rejects.toMatchObject({ code: 'MIXED_CURRENCIES' })
  })

  it('reads the orders of the e-commerce events, refunds and cancellations included', async () => {
    const event = (name: string, messageId: string, properties: JsonObject, daysAgo: number) => ({
      contactId: 'c1',
      messageId,
      name,
      occurredAt: now - daysAgo * DAY,
      receivedAt: now,
      source: 'web',
      recordId: 'r1',
      properties: { currency: 'EUR', ...properties },
    })
    const one: ContactBundle = {
      ...bundle(1, []),
      events: [
        event('Order Completed', 'm1', { order_id: 'a', total: 27.5 }, 30),
        event('Order Completed', 'm2', { order_id: 'b', revenue: 10 }, 20),
        event('Order Completed', 'm3', { order_id: 'c', total: 99 }, 10),
        event('Order Refunded', 'm4', { order_id: 'b', total: 4 }, 5),
        event('Order Cancelled', 'm5', { order_id: 'c' }, 4),
      ],
    }
    const { score } = await compose([one], {
      orders: { events: true },
      method: { kind: 'fixed', recencyDays: [7, 30], orders: [1, 3], revenueMinor: [1000, 9000] },
    })
    expect((await score()).get('c1')).toMatchObject({
      orders: 2,
      revenueMinor: 3350,
      recencyDays: 20,
      code: '222',
    })
  })

  it('refuses options that it does not know, at composition', () => {
    expect(() => rfm({ windowDays: -1 })).toThrowError(expect.objectContaining({ code: 'INVALID_OPTIONS' }))
    expect(() => rfm({ orders: { tabel: 'orders' } as never })).toThrowError(
      expect.objectContaining({ code: 'INVALID_OPTIONS' }),
    )
  })
})
