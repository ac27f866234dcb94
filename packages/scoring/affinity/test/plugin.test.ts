import { type Clock, createClientele, type JsonObject, type TableDeclaration } from '@clientele/core'
import { memory } from '@clientele/storage-memory'
import { recordingLogger, virtualClock } from '@clientele/testing'
import { describe, expect, it } from 'vitest'
import { type AffinityPluginOptions, affinity } from '../src/index.ts'
import { DAY, NOW } from './shoppers.ts'

const tables: readonly TableDeclaration[] = [
  {
    name: 'orders',
    kind: 'interactions',
    dateColumn: 'at',
    columns: {
      at: 'instant',
      total: 'money',
      refunded: 'money',
      discount: 'money',
      currency: 'string',
      status: 'string',
      channel: 'string',
    },
  },
  {
    name: 'order_lines',
    kind: 'linked',
    columns: { order_id: 'string', product_id: 'string', quantity: 'integer', unit_price: 'money' },
    links: { order_id: 'orders', product_id: 'products' },
  },
  {
    name: 'products',
    kind: 'reference',
    columns: { name: 'string', category: 'string', family_id: 'string' },
    links: { family_id: 'families' },
  },
  { name: 'families', kind: 'reference', columns: { name: 'string' } },
]

function shopWith(options?: AffinityPluginOptions, clock: Clock = virtualClock(NOW)) {
  return createClientele({
    storage: memory(),
    plugins: [affinity({ minimumBaskets: 2, ...options })],
    timeZone: 'Europe/Paris',
    clock,
    logger: recordingLogger(),
    fields: { preferredChannel: { type: 'string' } },
    tables,
  })
}
type Shop = Awaited<ReturnType<typeof shopWith>>

const of = (email: string) => ({ identifiers: [{ type: 'email', value: email }] })
const product = (key: string, category: string, family: string) => ({
  table: 'products',
  key,
  values: { name: key, category, family_id: family },
})
function order(
  key: string,
  email: string,
  ago: number,
  products: readonly string[],
  values: JsonObject = {},
) {
  const contact = of(email)
  return [
    {
      table: 'orders',
      key,
      contact,
      values: { at: NOW - ago * DAY, total: 5000, status: 'paid', currency: 'EUR', ...values },
    },
    ...products.map((product_id, index) => ({
      table: 'order_lines',
      key: `${key}-${index}`,
      contact,
      values: { order_id: key, product_id, quantity: 1, unit_price: 2500 },
    })),
  ]
}
async function fill(shop: Shop): Promise<void> {
  await shop.put([
    { table: 'families', key: 'f1', values: { name: 'Nuit' } },
    { table: 'families', key: 'f2', values: { name: 'Eau' } },
    product('sheet', 'linen', 'f1'),
    product('pillow', 'linen', 'f1'),
    product('towel', 'bath', 'f2'),
    ...order('1', 'ada@shop.example', 40, ['sheet', 'pillow'], { channel: 'web', discount: 500 }),
    ...order('2', 'leo@shop.example', 30, ['sheet', 'pillow'], { channel: 'store' }),
    ...order('3', 'leo@shop.example', 20, ['towel'], { channel: 'store' }),
    ...order('4', 'zoe@shop.example', 10, ['sheet'], { channel: 'web' }),
    ...order('5', 'max@shop.example', 5, ['towel']),
  ])
}
async function count(shop: Shop, field: string, value: string): Promise<number> {
  return shop.segments.count({ field, op: 'eq', value })
}

describe('affinity() composed', () => {
  it('makes its values fields of the contact, with the category by the declared link', async () => {
    await using shop = await shopWith()
    await fill(shop)
    expect((await shop.scores.run('affinity')).affinity?.scored).toBe(4)
    expect(await count(shop, 'affinity.category', 'linen')).toBe(2)
    expect(await count(shop, 'affinity.category', 'bath')).toBe(2)
    expect(await count(shop, 'affinity.nextProduct', 'pillow')).toBe(1)
    expect(await count(shop, 'affinity.purchaseChannel', 'store')).toBe(1)
    expect(await count(shop, 'affinity.purchaseChannel', 'insufficient_data')).toBe(1)
    expect(await count(shop, 'affinity.promotion', 'insufficient_data')).toBe(4)
    expect(await count(shop, 'affinity.method', 'affinity-1')).toBe(4)
  })

  it('follows a path over several links', async () => {
    await using shop = await shopWith({ lines: { category: 'product_id.family_id.name' } })
    await fill(shop)
    await shop.scores.run('affinity')
    expect(await count(shop, 'affinity.category', 'Nuit')).toBe(2)
  })

  it('refuses a path that is not declared, and a table of lines that is none', async () => {
    const failed = { code: 'PLUGIN_FAILED', cause: { code: 'INVALID_OPTIONS' } }
    await expect(shopWith({ lines: { category: 'product_id.colour' } })).rejects.toMatchObject(failed)
    await expect(shopWith({ lines: { table: 'basket_rows' } })).rejects.toMatchObject(failed)
    expect(() => affinity({ minimumBaskets: 0 })).toThrowError(
      expect.objectContaining({
        code: 'INVALID_OPTIONS',
        message: expect.stringContaining('minimumBaskets'),
      }),
    )
  })

  it('leaves out orders of the future, cancelled and refunded in full, and lines of no piece', async () => {
    await using shop = await shopWith()
    await fill(shop)
    await shop.put([
      ...order('6', 'max@shop.example', -3, ['sheet']),
      ...order('7', 'max@shop.example', 3, ['sheet'], { status: 'cancelled' }),
      ...order('8', 'max@shop.example', 2, ['sheet'], { refunded: 5000 }),
      ...order('9', 'max@shop.example', 2, ['sheet'], { total: 0 }),
      {
        table: 'order_lines',
        key: '5-return',
        contact: of('max@shop.example'),
        values: { order_id: '5', product_id: 'sheet', quantity: -1, unit_price: 2500 },
      },
    ])
    const max = []
    for await (const score of shop.plugins.affinity.scores()) {
      if (score.products.every(({ item }) => item === 'towel')) max.push(score)
    }
    expect(max).toMatchObject([{ orders: 1, categories: [{ item: 'bath', orders: 1 }] }])
  })

  it('scores a date of the past by what was known then', async () => {
    await using shop = await shopWith()
    await fill(shop)
    expect(await shop.plugins.affinity.fit({ at: NOW - 35 * DAY })).toMatchObject({ buyers: 1, orders: 1 })
    expect(await shop.plugins.affinity.fit({ at: NOW - 999 * DAY })).toMatchObject({ buyers: 0, orders: 0 })
  })

  it('answers rules and cross-sales', async () => {
    await using shop = await shopWith({ minimumBaskets: 1 })
    await fill(shop)
    const { associations, crossSell } = shop.plugins.affinity
    expect((await associations()).map(({ given, item }) => [given, item])).toEqual([
      ['pillow', 'sheet'],
      ['sheet', 'pillow'],
    ])
    expect(await associations({ given: 'sheet' })).toMatchObject([
      { item: 'pillow', together: 2, confidence: 2 / 3, support: 2 / 5 },
    ])
    expect(await crossSell({ first: 'linen' })).toMatchObject([{ item: 'bath', eligible: 3, sold: 1 }])
  })

  it('reads events of the Segment specification, with their products and currency', async () => {
    await using shop = await shopWith({ orders: { events: true }, minimumBaskets: 1 })
    const event = (name: string, properties: JsonObject, ago: number, id: string) => ({
      name,
      messageId: id,
      occurredAt: NOW - ago * DAY,
      properties,
      ...of('ada@shop.example'),
    })
    await shop.track([
      event(
        'Order Completed',
        {
          order_id: 'o1',
          total: 90,
          discount: 10,
          currency: 'EUR',
          channel: 'app',
          products: [
            { product_id: 'sheet', category: 'linen', price: 45, quantity: 1 },
            { product_id: 'gift', category: 'free', price: 1, quantity: 0 },
          ],
        },
        3,
        'm1',
      ),
      event('Product Viewed', { product_id: 'towel', category: 'bath' }, 1, 'm2'),
    ])
    const scores = []
    for await (const score of shop.plugins.affinity.scores()) scores.push(score)
    expect(scores).toMatchObject([
      {
        orders: 1,
        actions: 1,
        categories: [{ item: 'linen' }, { item: 'bath' }],
        promotion: { discountShare: 0.1 },
        purchaseChannel: { channel: 'app' },
      },
    ])
  })

  it('adds no amounts of two currencies unless they are converted', async () => {
    const dollars = order('6', 'max@shop.example', 3, ['sheet'], { currency: 'USD' })
    await using mixed = await shopWith()
    await fill(mixed)
    await mixed.put(dollars)
    await expect(mixed.plugins.affinity.fit()).rejects.toMatchObject({ code: 'MIXED_CURRENCIES' })
    await using converted = await shopWith({
      convert: (minor, currency) => (currency === 'USD' ? minor * 0.9 : minor),
    })
    await fill(converted)
    await converted.put(dollars)
    expect((await converted.plugins.affinity.fit()).orders).toBe(6)
  })

  it('takes back what it said of a contact whose only order was cancelled since', async () => {
    const clock = virtualClock(NOW)
    await using shop = await shopWith({}, clock)
    await fill(shop)
    await shop.scores.run('affinity')
    await clock.advance(DAY)
    await shop.put(order('5', 'max@shop.example', 5, [], { status: 'cancelled' }))
    await shop.scores.run('affinity')
    expect(await count(shop, 'affinity.category', 'bath')).toBe(1)
    expect(await count(shop, 'affinity.category', 'insufficient_data')).toBe(1)
  })

  it('lets engagement, intent, reactivity, the best hour and the way to decide be asked for', async () => {
    await using shop = await shopWith({ minimumContacts: 3, minimumOrders: 1 })
    await fill(shop)
    const event = (email: string, name: string, day: number, properties: JsonObject = {}) => ({
      name,
      messageId: `${email}-${name}-${day}`,
      // Noon of NOW is 14:00 in Paris.
      occurredAt: NOW - day * DAY,
      properties,
      ...of(email),
    })
    const days = Array.from({ length: 10 }, (_, day) => day)
    await shop.track([
      ...days.map((day) => event('ada@shop.example', 'Email Delivered', day)),
      ...days.map((day) => event('ada@shop.example', 'Email Link Clicked', day)),
      event('ada@shop.example', 'Checkout Started', 1),
      event('leo@shop.example', 'Product Added', 1),
      event('zoe@shop.example', 'Product Viewed', 1),
      event('zoe@shop.example', 'Product Viewed', 13, { product_id: 'sheet' }),
    ])
    await shop.scores.run('affinity')
    expect(await count(shop, 'affinity.engagementLevel', 'high')).toBe(1)
    expect(await count(shop, 'affinity.intentLevel', 'high')).toBe(1)
    expect(await count(shop, 'affinity.intentLevel', 'low')).toBe(1)
    expect(await count(shop, 'affinity.intentLevel', 'none')).toBe(1)
    expect(await count(shop, 'affinity.contactChannel', 'email')).toBe(1)
    expect(await count(shop, 'affinity.contactChannelFrom', 'reactions')).toBe(1)
    expect(await shop.segments.count({ field: 'affinity.bestHour', op: 'eq', value: 14 })).toBe(1)
    expect(await shop.segments.count({ field: 'affinity.engagement', op: 'gte', value: 75 })).toBe(1)
    expect(await shop.segments.count({ field: 'affinity.decisionHours', op: 'eq', value: 72 })).toBe(1)
    expect(await count(shop, 'affinity.decision', 'considered')).toBe(1)
    expect(await count(shop, 'affinity.promotion', 'promotion')).toBe(1)
    expect(await count(shop, 'affinity.promotion', 'full_price')).toBe(3)
  })

  it('uses the channel that the contact asked for', async () => {
    await using shop = await shopWith()
    await fill(shop)
    const record = {
      source: 'api',
      sourceKey: 'max',
      ...of('max@shop.example'),
      fields: { preferredChannel: 'sms' },
    }
    expect(await shop.ingest([{ type: 'record', record }])).toMatchObject({ accepted: 1 })
    await shop.scores.run('affinity')
    expect(await count(shop, 'affinity.contactChannel', 'sms')).toBe(1)
  })
})
