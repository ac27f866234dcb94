import { expect, it } from 'vitest'
import { property, type TableDeclaration, trait } from '../../src/index.ts'
import { DAY, makeBase, START } from '../support/make-base.ts'

const tables: readonly TableDeclaration[] = [
  {
    name: 'orders',
    kind: 'interactions',
    columns: {
      at: 'instant',
      amount: 'money',
      currency: 'string',
      status: 'string',
      channel: 'string',
    },
    dateColumn: 'at',
  },
  {
    name: 'lines',
    kind: 'linked',
    columns: { order_id: 'string', product_id: 'string', quantity: 'integer' },
    links: { order_id: 'orders', product_id: 'products' },
  },
  { name: 'products', kind: 'reference', columns: { category: 'string' } },
]
const valid = property('status').in(['paid', 'shipped'])
const orders = (id: string) => trait(id).rows('orders').where(valid)
const traits = [
  orders('orders').count(),
  orders('revenue').sum('amount', { currency: 'EUR' }),
  trait('basket').formula('trait.revenue / trait.orders'),
  orders('firstOrder').first('at'),
  orders('lastOrder').latest('at'),
  orders('favouriteChannel').mostFrequent('channel'),
  orders('rhythm').rhythm(),
  trait('favouriteCategory').rows('lines').mostFrequent('product_id.category'),
  trait('articles').rows('lines').where(property('order_id.status').ne('cancelled')).sum('quantity'),
]

it('says of raw orders, lines and products what a marketer asks of a customer', async () => {
  const { clientele, subscribe } = await makeBase({ tables, traits })
  const contactId = await subscribe('jeanne@example.org')
  const contact = { identifiers: [{ type: 'email', value: 'jeanne@example.org' }] }
  const days = { o1: 90, o2: 60, o3: 20, o4: 5 }
  const statuses = { o1: 'paid', o2: 'shipped', o3: 'paid', o4: 'cancelled' }
  const channels = { o1: 'store', o2: 'web', o3: 'web', o4: 'phone' }
  const products = { p1: 'shoes', p2: 'bags' }
  await clientele.put([
    ...Object.entries(products).map(([key, category]) => ({ table: 'products', key, values: { category } })),
    ...(['o1', 'o2', 'o3', 'o4'] as const).map((key, index) => ({
      table: 'orders',
      key,
      contact,
      values: {
        at: START - days[key] * DAY,
        amount: 1000 * (index + 1),
        currency: 'EUR',
        status: statuses[key],
        channel: channels[key],
      },
    })),
    ...(['o1', 'o2', 'o4'] as const).map((order_id, index) => ({
      table: 'lines',
      key: `l${index}`,
      contact,
      values: { order_id, product_id: index === 0 ? 'p2' : 'p1', quantity: index + 1 },
    })),
  ])
  expect((await clientele.contacts.get(contactId))?.traits).toEqual({
    orders: 3,
    revenue: 6000,
    basket: 2000,
    firstOrder: START - 90 * DAY,
    lastOrder: START - 20 * DAY,
    favouriteChannel: 'web',
    rhythm: 35,
    favouriteCategory: 'shoes',
    articles: 3,
  })
  await clientele.put([
    {
      table: 'orders',
      key: 'o3',
      contact,
      values: { at: START - 20 * DAY, amount: 3000, status: 'refunded' },
    },
  ])
  expect((await clientele.contacts.get(contactId))?.traits).toMatchObject({
    orders: 2,
    revenue: 3000,
    lastOrder: START - 60 * DAY,
    // One of each: the one that came last.
    favouriteChannel: 'web',
  })
})
