import { describe, expect, expectTypeOf, it } from 'vitest'
import {
  all,
  event as anyEvent,
  field as anyField,
  rows as anyRows,
  type Condition,
  conditionSchema,
  conditionsFor,
  defaultFields,
  type EventCondition,
  type EventDeclaration,
  type FieldDeclarations,
  property,
  type RowsCondition,
  type TableDeclaration,
} from '../../src/index.ts'
import { makeBase } from '../support/make-base.ts'

const fields = {
  ...defaultFields,
  points: { type: 'number' },
  tags: { type: 'list' },
} as const satisfies FieldDeclarations
const tables = [
  { name: 'countries', kind: 'reference', columns: { zone: 'string' } },
  {
    name: 'stores',
    kind: 'reference',
    columns: { area: 'number', country: 'string' },
    links: { country: 'countries' },
  },
  {
    name: 'orders',
    kind: 'interactions',
    columns: { placed_at: 'instant', amount: 'money', gift: 'boolean', store_id: 'string' },
    dateColumn: 'placed_at',
    links: { store_id: 'stores' },
  },
] as const satisfies readonly TableDeclaration[]
const events = [
  {
    name: 'Order Completed',
    types: { total: 'number', coupon: 'string' },
    links: { 'products[].store': 'stores' },
  },
] as const satisfies readonly EventDeclaration[]

const { field, rows, event } = conditionsFor({ fields, tables, events })

describe('the builders of a base', () => {
  it('make what the plain ones make, and what the base takes', async () => {
    const pairs: readonly (readonly [Condition, Condition])[] = [
      [field('points').gte(18), anyField('points').gte(18)],
      [field('tags').hasAny(['vip']), anyField('tags').hasAny(['vip'])],
      [field('city').eq('Lyon'), anyField('city').eq('Lyon')],
      [
        rows('orders')
          .where((order) => all(order('store_id.country.zone').eq('EU'), order('gift').eq(true)))
          .last('90d')
          .sum('amount')
          .gte(10_000),
        anyRows('orders')
          .where(all(property('store_id.country.zone').eq('EU'), property('gift').eq(true)))
          .last('90d')
          .sum('amount')
          .gte(10_000),
      ],
      [
        rows('orders').ago('60d', '30d').max('store_id.area').lt(4),
        anyRows('orders').ago('60d', '30d').max('store_id.area').lt(4),
      ],
      [
        event('Order Completed').current('month').count().gte(2),
        anyEvent('Order Completed').current('month').count().gte(2),
      ],
      [
        event('Order Completed')
          .where((order) => order('products[].store.country').hasAny(['FR']))
          .none(),
        anyEvent('Order Completed')
          .where(property('products[].store.country').hasAny(['FR']))
          .none(),
      ],
    ]
    const { clientele } = await makeBase({ fields, tables, events })
    for (const [declared, plain] of pairs) {
      expect(declared).toEqual(plain)
      expect(conditionSchema.safeParse(declared).success).toBe(true)
      await clientele.segments.save({ id: 'one', where: declared })
    }
  })

  it('know the names, the paths over links, and what each is compared with', () => {
    expectTypeOf(rows('orders').sum('amount').gte(1)).toEqualTypeOf<RowsCondition>()
    expectTypeOf(event('Order Completed').latest('coupon').eq('X')).toEqualTypeOf<EventCondition>()
    // @ts-expect-error: no such field
    field('town')
    // @ts-expect-error: a number is expected
    field('points').gte('18')
    // @ts-expect-error: no such table
    rows('baskets')
    // @ts-expect-error: no such event
    event('Order Complete')
    // @ts-expect-error: no such column
    rows('orders').sum('total')
    // @ts-expect-error: text is not added up
    event('Order Completed').sum('coupon')
    // @ts-expect-error: no such column of the table that the link leads to
    rows('orders').where((order) => order('store_id.city').eq('Lyon'))
    // @ts-expect-error: true or false is expected
    rows('orders').where((order) => order('gift').eq('yes'))
    // @ts-expect-error: a number is expected
    rows('orders').max('store_id.area').gt('large')
  })
})
