import { createClientele } from '@clientele/core'
import { memory } from '@clientele/storage-memory'
import { expect, it } from 'vitest'
import { type LtvModel, type LtvScore, ltv } from '../src/index.ts'
import { simulatedOrders } from './simulated-shop.ts'

const now = Date.UTC(2026, 5, 30, 12)

it('makes value a field of the contact, usable in segments, when it is composed', async () => {
  const silent = () => {}
  const clientele = await createClientele({
    storage: memory(),
    plugins: [ltv({ zone: 'Europe/Paris' })],
    timeZone: 'Europe/Paris',
    clock: { now: () => now, sleepUntil: async () => {} },
    logger: { debug: silent, info: silent, warn: silent, error: silent },
    tables: [
      {
        name: 'orders',
        kind: 'interactions',
        dateColumn: 'at',
        columns: { at: 'instant', total: 'money', cost: 'money', currency: 'string', status: 'string' },
      },
    ],
  })
  const orders = simulatedOrders({ customers: 200, days: 540, at: now - 86_400_000 })
  const taken = await clientele.put(
    orders.map((order, index) => ({
      table: 'orders',
      key: `o${index}`,
      values: {
        at: order.at,
        total: order.amountMinor,
        cost: order.costMinor ?? 0,
        currency: order.currency ?? 'EUR',
        status: 'paid',
      },
      contact: { identifiers: [{ type: 'email', value: `${order.contactId}@shop.example` }] },
    })),
    { initialLoad: true },
  )
  expect(taken).toMatchObject({ rejected: [] })
  const ran = await clientele.scores.run('ltv')
  expect(ran.ltv?.scored).toBe(200)
  const scores: LtvScore[] = []
  for await (const score of clientele.plugins.ltv.scores()) scores.push(score)
  expect(scores).toHaveLength(200)
  const fading = scores.filter(({ alive }) => alive! < 0.3).length
  const { model } = (await clientele.plugins.ltv.fit()) as { readonly model: LtvModel }
  expect(clientele.plugins.ltv.lastModel()).toEqual(model)
  expect(fading).toBeGreaterThan(0)
  expect(await clientele.segments.count({ field: 'ltv.alive', op: 'lt', value: 0.3 })).toBe(fading)
  await clientele.close()
})
