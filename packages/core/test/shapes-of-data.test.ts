import { memory } from '@clientele/storage-memory'
import { sqlite } from '@clientele/storage-sqlite'
import { virtualClock } from '@clientele/testing'
import { describe, expect, it } from 'vitest'
import { createClientele, type TableDeclaration } from '../src/index.ts'
import { START } from './support/make-base.ts'

const email = (value: string) => ({ type: 'email', value })

const stores: TableDeclaration = {
  name: 'stores',
  kind: 'reference',
  columns: { region: 'string', name: 'string' },
}
const products: TableDeclaration = {
  name: 'products',
  kind: 'reference',
  columns: { category: 'string', brand: 'string' },
}
const orders: TableDeclaration = {
  name: 'orders',
  kind: 'interactions',
  columns: { ordered_at: 'instant', channel: 'string', store_id: 'string', total: 'money' },
  dateColumn: 'ordered_at',
  links: { store_id: 'stores' },
}
const lines: TableDeclaration = {
  name: 'order_lines',
  kind: 'linked',
  columns: {
    order_id: 'string',
    product_id: 'string',
    quantity: 'integer',
    price: 'money',
    discount: 'money',
    cost: 'money',
  },
  links: { order_id: 'orders', product_id: 'products' },
}

/** Ada buys on the web and looks at boots; Bea buys at the till of Lyon; Cyd only came to an event in the store. */
async function shop(storage: Parameters<typeof createClientele>[0]['storage']) {
  const clientele = await createClientele({
    storage,
    timeZone: 'Europe/Paris',
    clock: virtualClock(START),
    sources: ['till', 'web'],
    tables: [stores, products, orders, lines],
  })
  const row = (
    table: string,
    key: string,
    values: { readonly [column: string]: string | number },
    who?: string,
  ) =>
    clientele.put({
      table,
      key,
      values,
      ...(who === undefined ? {} : { contact: { identifiers: [email(who)] } }),
    })
  await row('stores', 'lyon-2', { region: 'Sud-Est', name: 'Lyon Bellecour' })
  await row('products', 'boot-1', { category: 'boots', brand: 'Aigle' })
  await row('products', 'sock-1', { category: 'socks', brand: 'Aigle' })
  const at = START - 86_400_000
  await row('orders', 'w-1', { ordered_at: at, channel: 'web', total: 9000 }, 'ada@example.org')
  await row(
    'order_lines',
    'w-1/1',
    { order_id: 'w-1', product_id: 'boot-1', quantity: 1, price: 10_000, discount: 1000, cost: 4000 },
    'ada@example.org',
  )
  await row(
    'orders',
    't-1',
    { ordered_at: at, channel: 'store', store_id: 'lyon-2', total: 1200 },
    'bea@example.org',
  )
  await row(
    'order_lines',
    't-1/1',
    { order_id: 't-1', product_id: 'sock-1', quantity: 2, price: 600, discount: 0, cost: 500 },
    'bea@example.org',
  )
  const seen = (who: string, name: string, properties: { readonly [property: string]: string }) =>
    clientele.track({ name, identifiers: [email(who)], properties, occurredAt: at })
  await seen('ada@example.org', 'Product Viewed', { product_id: 'boot-1' })
  await seen('bea@example.org', 'Product Viewed', { product_id: 'sock-1' })
  await seen('cyd@example.org', 'Store Visited', { store_id: 'lyon-2' })
  const who = async (where: Parameters<typeof clientele.segments.members>[0]) => {
    const ids = await clientele.segments.members(where)
    const views = await Promise.all(ids.map((contactId) => clientele.contacts.get(contactId)))
    return views.map((view) => String(view?.fields.email?.value ?? view?.fields.email).slice(0, 3)).sort()
  }
  return { clientele, who }
}

describe.each([
  ['memory', memory],
  ['sqlite', () => sqlite(':memory:')],
])('the shapes that a shop has its data in, on %s', (_, storage) => {
  it('take master tables of stores and products, which conditions reach over the links', async () => {
    const { clientele, who } = await shop(storage())
    expect(
      await who({ rows: 'orders', where: { property: 'store_id.region', op: 'eq', value: 'Sud-Est' } }),
    ).toEqual(['bea'])
    expect(
      await who({ rows: 'order_lines', where: { property: 'product_id.brand', op: 'eq', value: 'Aigle' } }),
    ).toEqual(['ada', 'bea'])
    await clientele.close()
  })

  it('keep what is done on the web, at the till and in the store in one model', async () => {
    const { clientele, who } = await shop(storage())
    expect(await who({ rows: 'orders', where: { property: 'channel', op: 'eq', value: 'web' } })).toEqual([
      'ada',
    ])
    expect(
      await who({
        any: [
          { event: 'Store Visited' },
          { rows: 'orders', where: { property: 'channel', op: 'eq', value: 'store' } },
        ],
      }),
    ).toEqual(['bea', 'cyd'])
    expect(
      await who({ event: 'Product Viewed', where: { property: 'product_id', op: 'eq', value: 'boot-1' } }),
    ).toEqual(['ada'])
    await clientele.close()
  })

  it('keep the lines of an order with their discounts and costs, to be summed by contact', async () => {
    const { clientele, who } = await shop(storage())
    expect(
      await who({ rows: 'order_lines', measure: { of: 'sum', property: 'discount' }, op: 'gt', value: 0 }),
    ).toEqual(['ada'])
    expect(
      await who({
        rows: 'order_lines',
        measure: { of: 'sum', property: 'cost' },
        op: 'between',
        value: [400, 600],
      }),
    ).toEqual(['bea'])
    await clientele.close()
  })

  it('take a flat file of contacts with no table at all', async () => {
    const clientele = await createClientele({
      storage: storage(),
      timeZone: 'Europe/Paris',
      clock: virtualClock(START),
      sources: ['list'],
    })
    for (const [key, city] of [
      ['ada', 'Lyon'],
      ['bea', 'Nantes'],
    ] as const) {
      const { rejected } = await clientele.upsert({
        source: 'list',
        sourceKey: key,
        identifiers: [email(`${key}@example.org`)],
        fields: { email: `${key}@example.org`, city },
      })
      expect(rejected).toEqual([])
    }
    expect(clientele.tables).toEqual([])
    expect(await clientele.segments.count({ field: 'city', op: 'eq', value: 'Nantes' })).toBe(1)
    expect(await clientele.segments.count({ all: [] })).toBe(2)
    await clientele.close()
  })
})
