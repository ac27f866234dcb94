import { memory } from '@clientele/storage-memory'
import { expect, it } from 'vitest'
import { type ContactQuery, type Storage, trait } from '../../src/index.ts'
import { makeBase } from '../support/make-base.ts'

/** A storage that says it answers conditions, and keeps what it is asked. */
function answering(asked: ContactQuery[]): Storage {
  const storage = memory()
  return {
    ...storage,
    capabilities: { ...storage.capabilities, select: true },
    transaction: (work) =>
      storage.transaction((tx) =>
        work({
          ...tx,
          select: {
            count: async (query) => asked.push(query),
            ids: async (query) => {
              asked.push(query)
              return []
            },
          },
        }),
      ),
  }
}

it('gives a database traits written out as conditions, and what cannot be so is answered here', async () => {
  const asked: ContactQuery[] = []
  const { clientele, track } = await makeBase({
    storage: answering(asked),
    traits: [
      trait('orders').events('Order').last('30d').count(),
      trait('spent').events('Order').sum('total', { currency: 'EUR' }),
      trait('since').events('Order').daysSince(),
      trait('twice').formula('trait.orders * 2'),
    ],
    segments: [
      { id: 'often', where: { field: 'trait.orders', op: 'gte', value: 2 } },
      { id: 'fresh', where: { field: 'trait.since', op: 'lt', value: 2 } },
    ],
  })
  await track('a@example.org', 'Order')
  const plain = { all: [{ field: 'trait.orders', op: 'gte', value: 1 }, { segment: 'often' }] } as const
  await clientele.segments.count(plain)
  await clientele.segments.members(plain)
  expect(asked).toHaveLength(2)
  const written = { event: 'Order', window: { last: '30d' }, measure: { of: 'count' }, op: 'gte' }
  expect(asked[0]?.where).toEqual({ all: [{ ...written, value: 1 }, { segment: 'often' }] })
  expect(asked[0]?.segments.get('often')).toEqual({ ...written, value: 2 })
  for (const where of [
    { field: 'trait.twice', op: 'eq', value: 2 } as const,
    { not: { any: [{ segment: 'fresh' }, { field: 'trait.since', op: 'gt', value: 1 }] } } as const,
    { segment: 'fresh' } as const,
    { field: 'trait.spent', op: 'eq', value: 0 } as const,
  ]) {
    const isNot = 'not' in where
    expect(await clientele.segments.count(where)).toBe(isNot ? 0 : 1)
    expect(await clientele.segments.members(where)).toHaveLength(isNot ? 0 : 1)
    const counted = await clientele.segments.preCount(where, { channel: 'email', purpose: 'news' })
    expect(counted.steps[0]?.contacts).toBe(isNot ? 0 : 1)
  }
  expect(asked).toHaveLength(2)
})
