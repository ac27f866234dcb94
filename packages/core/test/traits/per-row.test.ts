import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compilePath, shapeOfTable } from '../../src/conditions/property-path.ts'
import { scopeOf } from '../../src/conditions/scope.ts'
import {
  compileCondition,
  compileRowTest,
  isClienteleError,
  property,
  rows,
  type TableDeclaration,
  trait,
} from '../../src/index.ts'
import { factsOf } from '../conditions/facts-of.ts'
import { DAY, makeBase, START } from '../support/make-base.ts'
import { environmentWith } from './find-trait.ts'

const tables: readonly TableDeclaration[] = [
  {
    name: 'orders',
    kind: 'interactions',
    columns: { at: 'instant', store_id: 'string' },
    dateColumn: 'at',
    links: { store_id: 'stores' },
  },
  {
    name: 'lines',
    kind: 'linked',
    columns: { order_id: 'string', sku: 'string', qty: 'integer', price: 'money', currency: 'string' },
    links: { order_id: 'orders', sku: 'products' },
  },
  { name: 'parcels', kind: 'interactions', columns: { at: 'instant', order_id: 'string' }, dateColumn: 'at' },
  { name: 'products', kind: 'reference', columns: { family: 'string' } },
  { name: 'stores', kind: 'reference', columns: { country: 'string' } },
]
const over = { rows: 'lines', via: 'order_id' } as const
const pieces = trait('pieces').perRow('orders', over).sum('qty')
const shoes = trait('shoes').perRow('orders', over).where(property('sku.family').eq('shoes')).count()
const worth = trait('worth').perRow('orders', over).sum('trait.total', { currency: 'EUR' })
const total = trait('total').ofRows('lines', 'row.qty * row.price')
const largest = trait('largest').rows('orders').last('30d').max('trait.pieces')
const traits = [pieces, shoes, worth, total, largest]

async function shop() {
  const base = await makeBase({ tables, traits })
  const contactId = await base.subscribe('a@example.org')
  const contact = { identifiers: [{ type: 'email', value: 'a@example.org' }] }
  const order = (key: string, days: number) => ({
    table: 'orders',
    key,
    contact,
    values: { at: START - days * DAY },
  })
  const line = (
    key: string,
    order_id: string,
    qty: number,
    values: Record<string, string | number> = {},
  ) => ({
    table: 'lines',
    key,
    contact,
    values: { order_id, qty, price: 100, sku: 'p1', ...values },
  })
  await base.clientele.put([
    { table: 'products', key: 'p1', values: { family: 'shoes' } },
    { table: 'products', key: 'p2', values: { family: 'hats' } },
    order('o1', 40),
    order('o2', 10),
    order('o3', 5),
    line('l1', 'o1', 3),
    line('l2', 'o1', 2, { sku: 'p2', price: 50 }),
    line('l3', 'o2', 1),
  ])
  return { ...base, contactId, order, line }
}

describe('a trait measured over the rows that link to a row', () => {
  it('is a value of each row: how many, how much, of what; of no row as every measure is', async () => {
    const { clientele, contactId } = await shop()
    expect((await clientele.traits.ofRows(contactId, 'orders')).map((one) => [one.key, one.traits])).toEqual([
      ['o1', { pieces: 5, shoes: 1, worth: 400 }],
      ['o2', { pieces: 1, shoes: 1, worth: 100 }],
      ['o3', { pieces: 0, shoes: 0, worth: 0 }],
    ])
  })

  it('is read in `where`, in measures, over links, and by traits of contacts', async () => {
    const { clientele, contactId } = await shop()
    const { segments } = clientele
    expect(await segments.count(rows('orders').where(property('trait.pieces').gte(5)).count().eq(1))).toBe(1)
    expect(await segments.count(rows('orders').where(property('trait.pieces').gte(6)).any())).toBe(0)
    expect(await segments.count(rows('orders').sum('trait.worth').eq(500))).toBe(1)
    // Of the lines, those whose order has at least 2 pieces: 3 + 2.
    const inLarge = rows('lines').where(property('order_id.trait.pieces').gte(2))
    expect(await segments.count(inLarge.sum('qty').eq(5))).toBe(1)
    expect((await clientele.traits.of(contactId)).largest?.value).toBe(1)
  })

  it('moves what stands on it when a line comes, changes or goes to another order', async () => {
    const { clientele, contactId, line, told, pass } = await shop()
    const where = rows('orders').where(property('trait.pieces').gte(4)).count().gte(2)
    await clientele.segments.save({ id: 'twice', where })
    expect(await clientele.segments.count('twice')).toBe(0)
    await clientele.put([line('l4', 'o3', 4)])
    const entered = told.filter((one) => one.name === 'segment.entered').map((one) => one.payload)
    expect(entered).toMatchObject([{ contactId }])
    await pass(1)
    await clientele.put([line('l4', 'o2', 4)])
    expect(await clientele.segments.count('twice')).toBe(1)
    expect((await clientele.traits.of(contactId)).largest?.value).toBe(5)
    await pass(1)
    await clientele.put([line('l4', 'o1', 4)])
    expect(await clientele.segments.count('twice')).toBe(0)
  })

  it('is missing where a line is in another currency than its amount', async () => {
    const { clientele, contactId, line } = await shop()
    await clientele.put([line('l5', 'o2', 1, { currency: 'USD' })])
    const found = await clientele.traits.ofRows(contactId, 'orders')
    expect(found.find(({ key }) => key === 'o2')?.traits).toEqual({ pieces: 2, shoes: 2 })
  })

  it('is computed anew when it, or a trait of the lines that it reads, is edited', async () => {
    const { clientele } = await shop()
    await clientele.segments.save({ id: 'rich', where: rows('orders').max('trait.worth').gte(450) })
    expect(await clientele.segments.count('rich')).toBe(0)
    await clientele.traits.save(trait('total').ofRows('lines', 'row.qty * row.price * 2.0'))
    expect(await clientele.segments.count('rich')).toBe(1)
    await clientele.traits.save(trait('worth').perRow('orders', over).min('trait.total'))
    expect(await clientele.segments.count('rich')).toBe(0)
    await expect(clientele.traits.remove('total')).rejects.toThrow('Trait `worth`')
  })

  it('says what the condition language says of linked rows, for any rows and any bound', () => {
    const declared = new Map(tables.map((one) => [one.name, one]))
    const environment = environmentWith([pieces, shoes], { tables: declared })
    const shape = shapeOfTable('orders', environment)
    expect(shape).toBeDefined()
    const path = compilePath('trait.pieces', shape as NonNullable<typeof shape>, environment, '')
    const arbitraryLine = fc.record({
      order_id: fc.constantFrom('1', 1, '2', '3', null),
      qty: fc.oneof(fc.integer({ min: -2, max: 4 }), fc.constantFrom('x', null)),
      sku: fc.constantFrom('p1', 'p2', 'none'),
    })
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.integer({ min: -50, max: 50 }), { nil: undefined }), { maxLength: 4 }),
        fc.array(arbitraryLine, { maxLength: 8 }),
        fc.integer({ min: -2, max: 6 }),
        (orders, lines, bound) => {
          const facts = factsOf({
            rows: {
              orders: orders.map((days, index) => ({
                key: String(index + 1),
                at: days === undefined ? undefined : START + days * DAY,
                values: {},
              })),
              lines: lines.map((values, index) => ({ key: `l${index}`, at: undefined, values })),
            },
            reference: { products: { p1: { family: 'shoes' }, p2: { family: 'hats' } } },
          })
          const verdict = (where: Parameters<typeof compileCondition>[0]) =>
            compileCondition(where, environment)(facts, START)
          const linked = rows('lines', { via: 'order_id' })
          const counted = (where: Parameters<typeof linked.where>[0]) => rows('orders').where(where).count()
          // A trait of rows turns with no time: its end is that of the orders alone, and never before what is written out.
          const inShoes = linked.where(property('sku.family').eq('shoes')).count()
          for (const [ofTrait, written] of [
            [property('trait.pieces').gte(bound), linked.sum('qty').gte(bound)],
            [property('trait.shoes').eq(bound), inShoes.eq(bound)],
          ] as const) {
            const found = verdict(counted(ofTrait).gte(1))
            const said = verdict(counted(written).gte(1))
            expect(Math.sign(found)).toBe(Math.sign(said))
            expect(Math.abs(found)).toBeGreaterThanOrEqual(Math.abs(said))
          }
          const scope = scopeOf(facts, START)
          for (const { key, values } of facts.rows('orders')) {
            scope.rowKey = key
            const mine = lines.filter((one) => String(one.order_id) === key && typeof one.qty === 'number')
            expect(path.read(values, scope)).toBe(mine.reduce((sum, one) => sum + Number(one.qty), 0))
          }
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('a trait over linked rows that cannot be', () => {
  const x = trait('x')
  it.each([
    [
      x.perRow('orders', { rows: 'carts', via: 'order_id' }).count(),
      '`rows`: the table `carts` is not declared',
    ],
    [x.perRow('orders', { rows: 'parcels', via: 'order_id' }).count(), '`order_id` is no link of `parcels`'],
    [
      x.perRow('stores', { rows: 'orders', via: 'store_id' }).count(),
      'the rows of `stores` are of no contact',
    ],
    [x.perRow('orders', over).sum('nothing'), 'names the column `nothing`'],
    [x.perRow('orders', over).sum('trait.pieces'), 'names the column `trait`'],
    [
      x
        .perRow('orders', over)
        .where(property('sku').eq({ ref: 'field.city' }))
        .count(),
      'nothing of the contact',
    ],
    [x.perRow('orders', over).where(property('price').withinLast('2d')).count(), 'it turns with time'],
    [{ ...x.perRow('orders', over).count(), window: { last: '2d' } } as never, 'window'],
    [{ ...x.perRow('orders', over).count(), measure: { of: 'daysSince' } } as never, 'measure'],
    [x.formula('trait.pieces'), 'the trait `pieces` is one of the rows of `orders`'],
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

  it('is refused in the filter of a trigger, which sees the row before its lines', () => {
    const declared = new Map(tables.map((one) => [one.name, one]))
    const environment = environmentWith([pieces], { tables: declared })
    const isLarge = { property: 'trait.pieces', op: 'gt', value: 1 } as const
    expect(() => compileRowTest(isLarge, environment, { table: 'orders' })).toThrow(
      'the filter of a trigger sees the row alone',
    )
  })
})
