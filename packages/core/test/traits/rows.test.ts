import { describe, expect, it } from 'vitest'
import { isClienteleError, property, rows, type TableDeclaration, trait } from '../../src/index.ts'
import { DAY, makeBase, START } from '../support/make-base.ts'

const tables: readonly TableDeclaration[] = [
  {
    name: 'orders',
    kind: 'interactions',
    columns: { at: 'instant', amount: 'money', cost: 'money', currency: 'string', store_id: 'string' },
    dateColumn: 'at',
    links: { store_id: 'stores' },
  },
  {
    name: 'lines',
    kind: 'linked',
    columns: { order_id: 'string', qty: 'integer', price: 'money' },
    links: { order_id: 'orders' },
  },
  { name: 'stores', kind: 'reference', columns: { country: 'string', fee: 'money' } },
]
const EUR = { currency: 'EUR' } as const
const margin = trait('margin').ofRows(
  'orders',
  'row.amount - row.cost - (has(row.store_id.fee) ? row.store_id.fee : EUR(0))',
  EUR,
)
const rate = trait('rate').ofRows('orders', '(row.amount - row.cost) / row.amount', EUR)
const lineTotal = trait('total').ofRows('lines', 'row.qty * row.price')
const profit = trait('profit').rows('orders').last('30d').sum('trait.margin', EUR)
const traits = [
  margin,
  rate,
  lineTotal,
  profit,
  trait('best').formula('trait.profit >= EUR(5) ? "yes" : "no"'),
]

async function shop() {
  const base = await makeBase({ tables, traits })
  const contactId = await base.subscribe('a@example.org')
  const contact = { identifiers: [{ type: 'email', value: 'a@example.org' }] }
  const order = (key: string, days: number, values: Record<string, string | number>) => ({
    table: 'orders',
    key,
    contact,
    values: { at: START - days * DAY, currency: 'EUR', ...values },
  })
  await base.clientele.put([
    { table: 'stores', key: 's1', values: { country: 'FR', fee: 50 } },
    order('o1', 40, { amount: 1000, cost: 400 }),
    order('o2', 10, { amount: 1000, cost: 500, store_id: 's1' }),
    order('o3', 5, { amount: 0, cost: 0 }),
    { table: 'lines', key: 'l1', contact, values: { order_id: 'o1', qty: 3, price: 200 } },
    { table: 'lines', key: 'l2', contact, values: { order_id: 'o2', qty: 1, price: 900 } },
  ])
  return { ...base, contactId, contact, order }
}

describe('a trait of the rows of a table', () => {
  it('is a value of each row, of its own columns and of those that links lead to', async () => {
    const { clientele, contactId } = await shop()
    expect(await clientele.traits.ofRows(contactId, 'orders')).toEqual([
      { key: 'o1', at: START - 40 * DAY, traits: { margin: 600, rate: 0.6 } },
      { key: 'o2', at: START - 10 * DAY, traits: { margin: 450, rate: 0.5 } },
      // 0 / 0 is missing.
      { key: 'o3', at: START - 5 * DAY, traits: { margin: 0 } },
    ])
    expect((await clientele.traits.ofRows(contactId, 'lines')).map((one) => one.traits.total)).toEqual([
      600, 900,
    ])
    expect(await clientele.traits.ofRows(contactId, 'stores')).toEqual([])
  })

  it('is read as a column: in `where`, in measures, over links, and by traits of contacts', async () => {
    const { clientele, contactId } = await shop()
    const count = (where: Parameters<typeof clientele.segments.count>[0]) => clientele.segments.count(where)
    expect(await count(rows('orders').where(property('trait.rate').gt(0.55)).count().eq(1))).toBe(1)
    expect(await count(rows('orders').sum('trait.margin').eq(1050))).toBe(1)
    expect(await count(rows('orders').where(property('trait.rate').missing()).count().eq(1))).toBe(1)
    expect(
      await count(rows('lines').where(property('order_id.trait.margin').lt(500)).sum('trait.total').eq(900)),
    ).toBe(1)
    const values = (await clientele.contacts.get(contactId))?.traits
    expect(values).toEqual({ profit: 450, best: 'no' })
  })

  it('moves what stands on it when the row changes, when time passes and when it is edited', async () => {
    const { clientele, contact, order, pass } = await shop()
    await clientele.segments.save({ id: 'best', where: { field: 'trait.profit', op: 'gte', value: 500 } })
    expect(await clientele.segments.count('best')).toBe(0)
    await clientele.put([order('o2', 10, { amount: 1100, cost: 500, store_id: 's1' })])
    expect(await clientele.segments.count('best')).toBe(1)
    await pass(20 * DAY)
    expect(await clientele.segments.count('best')).toBe(0)
    await clientele.put([{ ...order('o4', -19, { amount: 600, cost: 200 }), contact }])
    expect(await clientele.segments.count('best')).toBe(0)
    await clientele.traits.save(trait('margin').ofRows('orders', 'row.amount', EUR))
    expect(await clientele.segments.count('best')).toBe(1)
  })

  it('is missing in a row of another currency', async () => {
    const { clientele, contactId, order } = await shop()
    await clientele.put([order('o5', 1, { amount: 700, cost: 100, currency: 'USD' })])
    const all = await clientele.traits.ofRows(contactId, 'orders')
    expect(all.find(({ key }) => key === 'o5')?.traits).toEqual({})
  })
})

describe('a trait of rows that cannot be', () => {
  it.each([
    [
      trait('x').ofRows('orders', 'row.nothing + 1'),
      'Trait `x`, `formula`: `nothing` names the column `nothing`',
    ],
    [trait('x').ofRows('carts', 'row.amount'), 'Trait `x`, `of`: the table `carts` is not declared'],
    [trait('x').ofRows('orders', 'row.amount + trait.profit'), 'a trait of rows reads `row.x` alone'],
    [trait('x').ofRows('orders', 'row.trait.margin * 2'), 'names the column `trait`'],
    [trait('x').ofRows('orders', 'row.amount + 1', EUR), 'no such overload: EUR + double'],
    [
      trait('x').ofRows('orders', 'row.store_id == "s1" && row.store_id.fee > 1'),
      'is read both itself and as a link',
    ],
    [trait('x').formula('row.amount + 1'), '`row.x` is read by traits of rows alone'],
    [trait('x').formula('trait.margin'), 'the trait `margin` is one of the rows of `orders`'],
    [{ ...trait('x').ofRows('orders', 'row.amount'), stored: true } as never, 'stored'],
  ])('is refused when it is saved, with the reason', async (definition, why) => {
    const { clientele } = await makeBase({ tables, traits })
    let message = ''
    try {
      await clientele.traits.save(definition)
    } catch (error) {
      if (isClienteleError(error)) message = error.message
    }
    expect(message).toContain(why)
  })

  it('cannot be taken out from under what reads it', async () => {
    const { clientele } = await makeBase({ tables, traits })
    await expect(clientele.traits.remove('margin')).rejects.toThrow('Trait `profit`, `measure`')
  })
})
