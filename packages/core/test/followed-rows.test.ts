import { type ClienteleOptions, createClientele, property, rows, type Storage } from '@clientele/core'
import { memory } from '@clientele/storage-memory'
import { sqlite } from '@clientele/storage-sqlite'
import { sequentialIds, virtualClock } from '@clientele/testing'
import { describe, expect, it } from 'vitest'

const tables: NonNullable<ClienteleOptions['tables']> = [
  { name: 'products', kind: 'reference', columns: { category: 'string' } },
  {
    name: 'orders',
    kind: 'interactions',
    columns: { ordered_at: 'instant', total: 'money' },
    dateColumn: 'ordered_at',
  },
  {
    name: 'lines',
    kind: 'linked',
    columns: { order_id: 'string', sku: 'string', pieces: 'integer' },
    links: { sku: 'products', order_id: 'orders' },
  },
  { name: 'returns', kind: 'linked', columns: { line_id: 'string' }, links: { line_id: 'lines' } },
]
const shoes = rows('lines').where(property('sku.category').eq('shoes')).count().gte(2)
const email = (value: string) => ({ type: 'email', value })
const order = (key: string, address: string, observedAt?: number) => ({
  table: 'orders',
  key,
  values: { ordered_at: '2026-01-05T10:00:00Z', total: 5000 },
  contact: { identifiers: [email(address)] },
  observedAt,
})
const line = (key: string, order_id: string, sku = 'S1') => ({
  table: 'lines',
  key,
  values: { order_id, sku, pieces: 1 },
})
const catalogue = [
  { table: 'products', key: 'S1', values: { category: 'shoes' } },
  { table: 'products', key: 'H1', values: { category: 'hats' } },
]

async function open(storage: Storage = memory()) {
  const clientele = await createClientele({
    storage,
    tables,
    sources: ['eshop'],
    timeZone: 'UTC',
    clock: virtualClock(Date.UTC(2026, 0, 10)),
    ids: sequentialIds('id-'),
    segments: [{ id: 'shoes', where: shoes }],
  })
  await clientele.put(catalogue)
  const idOf = async (address: string) => (await clientele.contacts.find(email(address)))?.contactId
  const linesOf = async (address: string) => {
    const view = await clientele.contacts.view((await idOf(address))!)
    return view?.rows.flatMap(({ table, key }) => (table === 'orders' ? [] : [`${table} ${key}`])).sort()
  }
  return { clientele, idOf, linesOf }
}

describe.each([
  ['memory', () => memory()],
  ['SQLite', () => sqlite(':memory:')],
] as const)('rows that do not say whose they are, on %s', (_, storage) => {
  it('are of whoever the row that their link leads to belongs to, over links of any depth', async () => {
    const { clientele, idOf, linesOf } = await open(storage())
    const back = { table: 'returns', key: 'r1', values: { line_id: 'l1' } }
    const { contactIds, accepted } = await clientele.put([
      order('1', 'a@x.org'),
      line('l1', '1'),
      line('l2', '1'),
      back,
    ])
    expect(accepted).toBe(4)
    expect(new Set(contactIds)).toEqual(new Set([await idOf('a@x.org')]))
    expect(await linesOf('a@x.org')).toEqual(['lines l1', 'lines l2', 'returns r1'])
    expect(await clientele.segments.members('shoes')).toEqual([await idOf('a@x.org')])
    expect(await clientele.segments.count(shoes)).toBe(1)
  })

  it('wait for the row that they lead to, and come to its contact with it', async () => {
    const { clientele, linesOf, idOf } = await open(storage())
    const early = await clientele.put([line('l1', '1'), line('l2', '1'), line('l3', '2', 'H1')])
    expect(early).toMatchObject({ accepted: 3, contactIds: [undefined, undefined, undefined] })
    expect(await clientele.segments.count(shoes)).toBe(0)
    await clientele.put([order('1', 'a@x.org'), order('2', 'b@x.org')])
    expect(await linesOf('a@x.org')).toEqual(['lines l1', 'lines l2'])
    expect(await linesOf('b@x.org')).toEqual(['lines l3'])
    expect(await clientele.segments.members('shoes')).toEqual([await idOf('a@x.org')])
  })

  it('go with it to another contact, through merges and back', async () => {
    const { clientele, linesOf, idOf } = await open(storage())
    await clientele.put([order('1', 'a@x.org', 1), line('l1', '1'), line('l2', '1')])
    await clientele.put(order('1', 'b@x.org', 2))
    expect(await linesOf('a@x.org')).toEqual([])
    expect(await clientele.segments.members('shoes')).toEqual([await idOf('b@x.org')])
    const [a, b] = [(await idOf('a@x.org'))!, (await idOf('b@x.org'))!]
    const ofB = (await clientele.contacts.view(b))!.records.map(({ recordId }) => recordId)
    await clientele.contacts.merge(a, b, { by: 'anna', reason: 'one person' })
    expect(await linesOf('a@x.org')).toEqual(['lines l1', 'lines l2'])
    await clientele.contacts.unmerge(a, ofB, { by: 'anna', reason: 'two after all' })
    expect(await idOf('b@x.org')).toBe(b)
    expect(await linesOf('b@x.org')).toEqual(['lines l1', 'lines l2'])
    await clientele.put(line('l2', '9'))
    expect(await linesOf('b@x.org')).toEqual(['lines l1'])
    expect(await clientele.segments.members('shoes')).toEqual([])
  })

  it('keep a contact of their own when they have said one, and go round in a circle as nobody’s', async () => {
    const { clientele, linesOf } = await open(storage())
    const own = { ...line('l1', '1'), contact: { identifiers: [email('b@x.org')] } }
    await clientele.put([own, order('1', 'a@x.org'), line('l1', '1', 'H1')])
    expect([await linesOf('a@x.org'), await linesOf('b@x.org')]).toEqual([[], ['lines l1']])
    await clientele.put({ table: 'returns', key: 'r1', values: { line_id: 'r1' } })
    expect(await clientele.segments.count({ rows: 'returns' })).toBe(0)
  })

  it('go with an erased person, and do not come back', async () => {
    const { clientele, idOf } = await open(storage())
    await clientele.put([order('1', 'a@x.org'), line('l1', '1')])
    await clientele.contacts.erase((await idOf('a@x.org'))!, { by: 'anna', reason: 'asked for it' })
    expect(await clientele.put(line('l1', '1'))).toMatchObject({
      accepted: 0,
      rejected: [{ code: 'ERASED' }],
    })
    const left = []
    for await (const row of clientele.base.rows('lines')) left.push(row)
    expect(left).toEqual([])
  })
})
