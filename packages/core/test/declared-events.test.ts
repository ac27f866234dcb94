import { memory } from '@clientele/storage-memory'
import { sqlite } from '@clientele/storage-sqlite'
import { describe, expect, it } from 'vitest'
import {
  type ClienteleOptions,
  type Condition,
  type EventDeclaration,
  event,
  property,
  type Storage,
  sequence,
  type TableDeclaration,
  trait,
} from '../src/index.ts'
import { DAY, makeBase, START } from './support/make-base.ts'

const tables: readonly TableDeclaration[] = [
  {
    name: 'products',
    kind: 'reference',
    columns: { family: 'string', brand_id: 'string' },
    links: { brand_id: 'brands' },
  },
  { name: 'brands', kind: 'reference', columns: { country: 'string' } },
]
const order: EventDeclaration = {
  name: 'Order Completed',
  types: { total: 'number', ordered_on: 'date', 'products[].quantity': 'integer' },
  links: { 'products[].product_id': 'products' },
}

async function baseOf(
  storage: Storage,
  declared: readonly EventDeclaration[] = [order],
  more: Partial<ClienteleOptions> = {},
) {
  if ('migrations' in storage) await storage.migrations.up()
  const base = await makeBase({ storage, tables, events: declared, ...more })
  await base.clientele.put([
    { table: 'brands', key: 'b1', values: { country: 'IT' } },
    { table: 'products', key: 'p1', values: { family: 'shoes', brand_id: 'b1' } },
    { table: 'products', key: 'p2', values: { family: 'bags' } },
  ])
  const buy = (email: string, properties: object, name = 'Order Completed') =>
    base.clientele.track({
      name,
      identifiers: [{ type: 'email', value: email }],
      properties: properties as Record<string, string>,
    })
  return { ...base, buy }
}

describe.each([
  ['memory', memory],
  ['SQLite', () => sqlite(':memory:')],
] as const)('the declaration of an event on %s', (_, makeStorage) => {
  it('says how its properties are read: a number as text is one, and what is none is missing', async () => {
    const { clientele, buy } = await baseOf(makeStorage(), [order], {
      traits: [trait('spent').events('Order Completed').sum('total')],
    })
    const given = ['12.5', 100, 'a lot', null, true, { amount: 3 }, [9]]
    const { contactIds, faulty } = await clientele.track(
      given.map((total, place) => ({
        name: 'Order Completed',
        identifiers: [{ type: 'email', value: `p${place}@example.org` }],
        properties: { total },
      })),
    )
    expect(faulty.map(({ index }) => index)).toEqual([2, 4, 5, 6])
    expect(faulty[0]?.faults).toEqual([{ path: 'total', expected: 'a number' }])
    const [text, number] = contactIds
    const matches = (condition: Condition) =>
      clientele.segments.members(event('Order Completed').where(condition).any())
    expect([...(await matches(property('total').gte(10)))].sort()).toEqual([text, number].sort())
    expect(await matches(property('total').lt(20))).toEqual([text])
    const missing = await matches(property('total').missing())
    expect([...missing].sort()).toEqual(contactIds.slice(2).sort())
    expect((await clientele.traits.of(text as string)).spent?.value).toBe(12.5)
    await buy('p0@example.org', { total: '7.5' })
    expect((await clientele.traits.of(text as string)).spent?.value).toBe(20)
  })

  it('says which of them lead to a row, and over how many tables', async () => {
    const italian = event('Order Completed')
      .where(property('products[].product_id.brand_id.country').hasAny(['IT']))
      .any()
    const shoes = event('Order Completed')
      .where(property('products[].product_id.family').hasAny(['shoes']))
      .count()
      .gte(2)
    const { clientele, buy, pass } = await baseOf(makeStorage(), [order], {
      segments: [
        { id: 'italian', where: italian },
        { id: 'shoes', where: shoes },
      ],
    })
    const { contactIds } = await buy('ann@example.org', {
      products: [{ product_id: 'p2' }, { product_id: 'p1' }],
    })
    const [ann = ''] = contactIds
    await buy('bob@example.org', { products: [{ product_id: 'p2' }, { product_id: 'unknown' }] })
    const segmentsOf = async () => (await clientele.contacts.view(ann))?.segments
    // Stored at the moment of the event, and the same when the whole base is asked.
    expect(await segmentsOf()).toEqual(['italian'])
    expect(await clientele.segments.members(italian)).toEqual([ann])
    await buy('ann@example.org', { products: [{ product_id: 'p1' }] })
    expect(await segmentsOf()).toEqual(['italian', 'shoes'])
    expect(await clientele.segments.members(shoes)).toEqual([ann])
    await pass(DAY)
    expect(await segmentsOf()).toEqual(['italian', 'shoes'])
  })

  it('holds for what the first event of a sequence leads to as well', async () => {
    const alike = sequence(
      { event: 'Product Viewed' },
      {
        event: 'Order Completed',
        where: property('family').eq({ ref: 'first.product_id.family' }, { ignoreCase: true }),
      },
      { within: '1d' },
    )
    const viewed: EventDeclaration = { name: 'Product Viewed', links: { product_id: 'products' } }
    const { clientele, buy } = await baseOf(makeStorage(), [order, viewed], {
      segments: [{ id: 'alike', where: alike }],
    })
    const { contactIds } = await buy('ann@example.org', { product_id: 'p1' }, 'Product Viewed')
    await buy('ann@example.org', { family: 'Shoes' })
    await buy('bob@example.org', { product_id: 'p2' }, 'Product Viewed')
    await buy('bob@example.org', { family: 'shoes' })
    expect(await clientele.segments.members('alike')).toEqual(contactIds)
    expect(await clientele.segments.members(alike)).toEqual(contactIds)
  })
})

describe('an event that is not as it is declared', () => {
  it('stays, without the property, and is told of without its value', async () => {
    const { clientele, buy } = await baseOf(memory())
    const told: unknown[] = []
    clientele.on('input.faulty', (payload) => told.push(payload))
    const answer = await buy('ann@example.org', {
      total: 'secret',
      ordered_on: '31/12/2025',
      products: [{ quantity: 1 }, { quantity: 1.5 }],
    })
    const faults = [
      { path: 'total', expected: 'a number' },
      { path: 'ordered_on', expected: 'a day as yyyy-mm-dd' },
      { path: 'products[].quantity', expected: 'an integer' },
    ]
    expect(answer).toMatchObject({ accepted: 1, rejected: [], faulty: [{ index: 0, faults }] })
    expect(told).toEqual([{ messageId: expect.any(String), event: 'Order Completed', source: 'api', faults }])
    expect(JSON.stringify(told)).not.toContain('secret')
    // What comes again is no news, and no fault either.
    const [stored] = (await clientele.contacts.view(answer.contactIds[0] ?? ''))?.events ?? []
    const again = await clientele.track({
      name: 'Order Completed',
      messageId: stored?.messageId,
      identifiers: [{ type: 'email', value: 'ann@example.org' }],
      properties: { total: 'secret' },
    })
    expect(again).toMatchObject({ duplicates: 1, faulty: [] })
    expect(told).toHaveLength(1)
  })

  it('goes to the dead letter whole where the declaration is strict, and comes back mended', async () => {
    const { clientele, buy } = await baseOf(memory(), [{ ...order, strict: true }])
    const { accepted, rejected } = await buy('ann@example.org', { total: 'a lot' })
    expect(accepted).toBe(0)
    expect(rejected).toMatchObject([
      { code: 'INVALID_INPUT', reason: '`properties.total`: expected a number, as it is declared' },
    ])
    const [letter] = await clientele.deadLetters.list()
    expect(letter?.kind).toBe('event')
    const mended = { ...(letter?.input as object), properties: { total: 12 } }
    expect(await clientele.deadLetters.replay(letter?.id ?? '', mended)).toMatchObject({
      accepted: 1,
      rejected: [],
    })
    // Another name is free of it.
    expect(await buy('ann@example.org', { total: 'a lot' }, 'Order Quoted')).toMatchObject({
      accepted: 1,
      faulty: [],
    })
  })

  it('holds up nobody: one among thousands is the only one that is no match', async () => {
    const { clientele } = await baseOf(memory())
    const { accepted, faulty } = await clientele.track(
      Array.from({ length: 3000 }, (_, place) => ({
        name: 'Order Completed',
        identifiers: [{ type: 'email', value: `p${place}@example.org` }],
        occurredAt: START,
        properties: { total: place === 1500 ? 'NaN' : place + 1 },
      })),
    )
    expect(accepted).toBe(3000)
    expect(faulty).toEqual([{ index: 1500, faults: [{ path: 'total', expected: 'a number' }] }])
    const bought = event('Order Completed').where(property('total').gt(0)).any()
    expect(await clientele.segments.count(bought)).toBe(2999)
  })
})

describe('declarations that cannot be', () => {
  it.each([
    [[{ name: 'Order*' }], 'expected a whole name, not a prefix'],
    [[{ name: 'Order', types: { 'a..b': 'number' } }], 'events.0.types'],
    [[{ name: 'Order', types: { total: 'float' } }], 'events.0.types.total'],
    [[{ name: 'Order', links: { sku: 'articles' } }], 'links to the table `articles`, which is not declared'],
    [
      [
        { name: 'Order', types: { total: 'number' } },
        { name: 'Order', types: { total: 'money' } },
      ],
      '`total` of the event `Order` is declared twice, and differently',
    ],
  ])('are refused at composition, with what is wrong', async (declared, why) => {
    await expect(makeBase({ tables, events: declared as never })).rejects.toThrow(why)
  })

  it('are put together where a plugin and the shop speak of one event', async () => {
    const { clientele } = await makeBase({
      events: [{ name: 'Order', types: { total: 'number' } }],
      plugins: [
        {
          id: 'reviews',
          kind: 'extension',
          events: [{ name: 'Order', description: 'a sale', types: { stars: 'integer' }, strict: true }],
          setup: () => ({}),
        },
      ],
    })
    const track = (properties: Record<string, string | number>) =>
      clientele.track({ name: 'Order', identifiers: [{ type: 'email', value: 'a@example.org' }], properties })
    expect((await track({ total: 1, stars: 5 })).accepted).toBe(1)
    expect((await track({ total: 'x', stars: 5 })).rejected[0]?.reason).toContain('properties.total')
    expect((await track({ total: 1, stars: 4.5 })).rejected[0]?.reason).toContain('properties.stars')
  })
})
