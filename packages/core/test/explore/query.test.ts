import { memory } from '@clientele/storage-memory'
import { sqlite } from '@clientele/storage-sqlite'
import { describe, expect, it } from 'vitest'
import type { Exploration } from '../../src/index.ts'
import { definePlugin } from '../../src/index.ts'
import { makeBase } from '../support/make-base.ts'
import { openShop, order, TODAY, tables } from './shop.ts'

const storages = [
  ['memory', memory],
  ['sqlite', () => sqlite(':memory:')],
] as const

describe.each(storages)('clientele.query on %s', (_, storage) => {
  const ask = async (exploration: Exploration) => {
    const { clientele } = await openShop(storage())
    return clientele.query(exploration)
  }

  it('measures rows by when they happened, their properties and what their links lead to', async () => {
    const answer = await ask({
      over: { rows: 'orders' },
      where: { property: 'status', op: 'in', value: ['paid', 'shipped'] },
      dimensions: { month: { happened: 'month' }, region: { property: 'store_id.region' } },
      measures: {
        revenue: { of: 'sum', property: 'total', minus: 'refunded' },
        orders: { of: 'count' },
        buyers: { of: 'contacts' },
        largest: { of: 'max', property: 'total' },
      },
    })
    expect(answer).toEqual({
      at: TODAY,
      dimensions: ['month', 'region'],
      measures: ['revenue', 'orders', 'buyers', 'largest'],
      total: 4,
      ofNobody: 1,
      groups: [
        { month: '2026-01', region: 'South', revenue: 5000, orders: 1, buyers: 1, largest: 5000 },
        { month: '2026-02', region: 'North', revenue: 4000, orders: 2, buyers: 2, largest: 3000 },
        { month: '2026-02', region: 'South', revenue: 850, orders: 2, buyers: 1, largest: 700 },
        { month: '2026-05', region: 'South', revenue: 400, orders: 1, buyers: 1, largest: 400 },
      ],
    })
  })

  it('crosses rows with what is known of the contact: segment, label, first category', async () => {
    const answer = await ask({
      over: { rows: 'orders' },
      dimensions: {
        lyon: { segment: 'lyon' },
        value: { segmentation: 'value' },
        first: { aggregate: { rows: 'orders', measure: { of: 'first', property: 'category' } } },
        city: { field: 'city' },
      },
      measures: { revenue: { of: 'sum', property: 'total' }, orders: { of: 'count' } },
      orderBy: [{ by: 'revenue', descending: true }],
    })
    expect(answer.groups).toEqual([
      { lyon: false, value: 'low', first: 'table', city: 'LILLE', revenue: 11_900, orders: 2 },
      { lyon: true, value: 'high', first: 'linen', city: 'LYON', revenue: 8700, orders: 3 },
      { lyon: false, value: 'low', first: null, city: null, revenue: 400, orders: 1 },
      // The ticket without a card is of nobody: it has nothing of a contact's.
      { lyon: null, value: null, first: null, city: null, revenue: 150, orders: 1 },
    ])
  })

  it('explores contacts: bands of numbers, spans of dates, averages, and those without a value', async () => {
    const answer = await ask({
      dimensions: {
        orders: {
          aggregate: { rows: 'orders', measure: { of: 'count' } },
          bands: [1, 2, 3],
        },
        born: { field: 'birthDate', by: 'year' },
      },
      measures: { people: { of: 'contacts' }, cities: { of: 'distinct', field: 'city' } },
    })
    expect(answer.groups).toEqual([
      { orders: '1 – 2', born: null, people: 1, cities: 0 },
      { orders: '2 – 3', born: '2001', people: 1, cities: 1 },
      { orders: '≥ 3', born: '1990', people: 1, cities: 1 },
    ])
  })

  it('filters contacts and rows by the conditions of everywhere, and by a window', async () => {
    const answer = await ask({
      over: { rows: 'orders' },
      contacts: { all: [{ segment: 'lyon' }, { rows: 'orders', op: 'gte', value: 2 }] },
      where: { property: 'store_id.region', op: 'eq', value: 'South' },
      window: { from: '2026-02-01', to: '2026-03-01' },
      measures: { revenue: { of: 'sum', property: 'total' }, mean: { of: 'avg', property: 'total' } },
    })
    expect(answer).toMatchObject({ groups: [{ revenue: 700, mean: 700 }], ofNobody: 0, total: 1 })
  })

  it('explores events, and tables of nobody', async () => {
    const { clientele, track } = await openShop(storage())
    await track('ann@example.org', 'Page Viewed', { page: 'home' })
    await track('ann@example.org', 'Page Viewed', { page: 'home' })
    await track('bob@example.org', 'Page Left', { page: 'home' })
    const events = await clientele.query({
      over: { event: 'Page *' },
      dimensions: { page: { property: 'page' } },
      measures: { events: { of: 'count' }, people: { of: 'contacts' } },
    })
    expect(events.groups).toEqual([{ page: 'home', events: 3, people: 2 }])
    const stores = await clientele.query({
      over: { rows: 'stores' },
      dimensions: { opened: { property: 'opened', by: 'quarter' } },
      measures: { stores: { of: 'count' } },
    })
    expect(stores).toMatchObject({
      ofNobody: 2,
      groups: [
        { opened: '2019-Q2', stores: 1 },
        { opened: '2020-Q1', stores: 1 },
      ],
    })
  })

  it('answers of nothing: one group without a dimension, none with one', async () => {
    const { clientele } = await makeBase({ storage: storage(), tables })
    const measures = {
      n: { of: 'count' },
      sum: { of: 'sum', property: 'total' },
      avg: { of: 'avg', property: 'total' },
      min: { of: 'min', property: 'total' },
    } as const
    const over = { rows: 'orders' }
    expect((await clientele.query({ over, measures })).groups).toEqual([
      { n: 0, sum: 0, avg: null, min: null },
    ])
    const dimensions = { status: { property: 'status' } }
    expect(await clientele.query({ over, measures, dimensions })).toMatchObject({ groups: [], total: 0 })
  })

  it('is refused when its signal fires, before or while it waits for its turn', async () => {
    const { clientele } = await openShop(storage())
    const question = { over: { rows: 'orders' }, measures: { n: { of: 'count' } } } as const
    const before = clientele.query(question, { signal: AbortSignal.abort() })
    await expect(before).rejects.toMatchObject({ code: 'ABORTED' })
    const abort = new AbortController()
    const waiting = clientele.query(question, { signal: abort.signal })
    abort.abort()
    await expect(waiting).rejects.toMatchObject({ code: 'ABORTED' })
    expect((await clientele.query(question)).groups).toEqual([{ n: 7 }])
  })

  it('does not count what has not happened yet', async () => {
    const { clientele } = await openShop(storage())
    await clientele.put(order('future', 'ann', '2027-01-01', { total: 1 }))
    const { groups } = await clientele.query({ over: { rows: 'orders' }, measures: { n: { of: 'count' } } })
    expect(groups).toEqual([{ n: 7 }])
  })
})

describe('clientele.query', () => {
  it('reads scores and traits as conditions do', async () => {
    const scorer = definePlugin({
      id: 'rank',
      kind: 'scorer',
      setup: ({ registerScorer }) => {
        registerScorer({
          id: 'rank',
          values: { level: 'string' },
          score: async function* ({ base }) {
            for await (const { contact } of base.contacts({}))
              yield { contactId: contact.contactId, values: { level: contact.fields.city ? 'known' : 'new' } }
          },
        })
        return {}
      },
    })
    const { clientele, track } = await makeBase({
      plugins: [scorer],
      traits: [{ id: 'views', event: 'Page Viewed', measure: { of: 'count' } }],
    })
    await track('a@example.org', 'Page Viewed')
    await track('a@example.org', 'Page Viewed')
    await track('b@example.org', 'Order Completed', { total: 59.9 })
    await clientele.scores.run()
    const answer = await clientele.query({
      dimensions: { level: { field: 'rank.level' }, views: { field: 'trait.views' } },
      measures: { people: { of: 'count' }, sum: { of: 'sum', field: 'trait.views' } },
    })
    expect(answer.groups).toEqual([
      { level: 'new', views: 0, people: 1, sum: 0 },
      { level: 'new', views: 2, people: 1, sum: 2 },
    ])
  })

  it('never adds two currencies, and tells them apart when they are a dimension', async () => {
    const { clientele } = await openShop(memory())
    await clientele.put(order('gbp', 'bob', '2026-03-01', { total: 100, currency: 'GBP' }))
    const revenue = { revenue: { of: 'sum', property: 'total' } } as const
    const over = { rows: 'orders' }
    await expect(clientele.query({ over, measures: revenue })).rejects.toMatchObject({
      code: 'MIXED_CURRENCIES',
    })
    const apart = await clientele.query({
      over,
      measures: revenue,
      dimensions: { in: { property: 'currency' } },
    })
    expect(apart.groups).toEqual([
      { in: 'EUR', revenue: 21_150 },
      { in: 'GBP', revenue: 100 },
    ])
  })

  it('puts instants into the spans of the zone that is asked for', async () => {
    const { clientele } = await openShop(memory())
    await clientele.put({
      ...order('night', 'bob', '2026-03-01', { total: 100 }),
      values: { at: Date.UTC(2026, 11 - 9, 31, 23, 30), total: 100, currency: 'EUR', status: 'paid' },
    })
    const of = async (timeZone: string, happened: 'day' | 'week' | 'year') => {
      const { groups } = await clientele.query({
        over: { rows: 'orders' },
        where: { property: 'total', op: 'eq', value: 100 },
        timeZone,
        dimensions: { span: { happened } },
        measures: { n: { of: 'count' } },
      })
      return groups[0]?.span
    }
    expect(await of('UTC', 'day')).toBe('2026-03-31')
    expect(await of('Europe/Paris', 'day')).toBe('2026-04-01')
    expect(await of('Europe/Paris', 'week')).toBe('2026-W14')
  })

  it('keeps to a limit and says how many groups there are, with what is missing last', async () => {
    const { clientele } = await openShop(memory())
    const question = {
      over: { rows: 'orders' },
      dimensions: { category: { property: 'category' } },
      measures: { n: { of: 'count' } },
    } as const
    expect((await clientele.query(question)).groups.map(({ category }) => category)).toEqual([
      'linen',
      'table',
      null,
    ])
    const orderBy = [{ by: 'category', descending: true }]
    expect((await clientele.query({ ...question, orderBy })).groups.map(({ category }) => category)).toEqual([
      'table',
      'linen',
      null,
    ])
    expect(await clientele.query({ ...question, limit: 1 })).toMatchObject({ total: 3, groups: [{ n: 4 }] })
  })

  it('refuses what cannot be asked, and says what to do', async () => {
    const { clientele } = await openShop(memory())
    const n = { n: { of: 'count' } } as const
    const refuse = async (exploration: Exploration, message: RegExp) =>
      expect(clientele.query(exploration)).rejects.toThrow(message)
    await refuse({ measures: {} }, /one measure or more/)
    await refuse({ measures: { n: { of: 'sum', property: 'total' } } }, /explore rows or events/)
    await refuse(
      { measures: n, where: { property: 'total', op: 'gt', value: 1 } },
      /contacts have no `where`/,
    )
    await refuse({ over: { rows: 'nowhere' }, measures: n }, /not declared/)
    await refuse({ over: { rows: 'orders' }, measures: { n: { of: 'sum', field: 'age' } } }, /every row/)
    await refuse(
      { over: { rows: 'orders' }, measures: n, dimensions: { tag: { property: 'tags[]' } } },
      /table of its lines/,
    )
    await refuse({ measures: n, dimensions: { n: { field: 'city' } } }, /name of a dimension/)
    await refuse({ measures: n, orderBy: [{ by: 'm' }] }, /neither dimension nor measure/)
    await refuse({ measures: n, dimensions: { v: { segmentation: 'none' } } }, /not stored/)
    await refuse({ measures: n, dimensions: { s: { segment: 'none' } } }, /not defined/)
    await refuse({ measures: n, dimensions: { d: { happened: 'day' } } }, /do not happen/)
    await refuse({ measures: n, dimensions: { d: { field: 'x', by: 'day', bands: [1] } } }, /not both/)
    await refuse({ measures: n, dimensions: { d: { field: 'x', bands: [2, 1] } } }, /ascending/)
    await refuse({ measures: n, timeZone: 'Mars' }, /IANA zone/)
  })
})
