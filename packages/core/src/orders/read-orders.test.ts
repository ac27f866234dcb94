import { describe, expect, it } from 'vitest'
import type { ContactEvent } from '../model/event.ts'
import type { JsonObject } from '../model/json.ts'
import type { TableRow } from '../model/table.ts'
import type { ContactBundle } from '../ports/base-reader.ts'
import { readOrders } from './read-orders.ts'
import { netAmount } from './valid-order.ts'

const at = Date.UTC(2026, 0, 30)
const row = (table: string, values: JsonObject, when: number | undefined = at): TableRow => ({
  table,
  key: 'k',
  contactId: 'c1',
  recordId: undefined,
  at: when,
  observedAt: at,
  receivedAt: at,
  values,
})
const event = (name: string, properties: JsonObject): ContactEvent =>
  ({
    messageId: 'm',
    contactId: 'c1',
    name,
    occurredAt: at,
    receivedAt: at,
    properties,
  }) as unknown as ContactEvent
const bundle = (rows: readonly TableRow[], events: readonly ContactEvent[] = []): ContactBundle =>
  ({ contact: { contactId: 'c1' }, rows, events }) as unknown as ContactBundle

describe('orders read from a table', () => {
  it('takes the columns that the host names, and no other table', () => {
    const reader = readOrders({ table: 'sales', total: 'cents', entity: 'brand' })
    const rows = [
      row('sales', { cents: 1250, brand: 'north', cost: 400, currency: 'EUR' }),
      row('orders', { total: 1 }),
    ]
    expect(reader.parts).toEqual({ tables: ['sales'] })
    expect(reader.ordersOf(bundle(rows))).toEqual([
      expect.objectContaining({ contactId: 'c1', at, amountMinor: 1250, costMinor: 400, entity: 'north' }),
    ])
  })

  it('keeps a row without a date or an amount as an order that does not count', () => {
    const undated: TableRow = { ...row('orders', { total: 10 }), at: undefined }
    const faults = readOrders()
      .ordersOf(bundle([undated, row('orders', { total: '10' })]))
      .map((order) => netAmount(order))
    expect(faults).toEqual(['date', 'amount'])
  })
})

describe('orders read from events', () => {
  const reader = readOrders({ events: true })
  const amounts = (...events: readonly ContactEvent[]) =>
    reader.ordersOf(bundle([], events)).map((order) => netAmount(order))

  it('reads major units by the decimals of the currency', () => {
    expect(amounts(event('Order Completed', { order_id: 'a', total: 12.5, currency: 'EUR' }))).toEqual([1250])
    expect(amounts(event('Order Completed', { order_id: 'a', total: 1200, currency: 'JPY' }))).toEqual([1200])
    expect(amounts(event('Order Completed', { order_id: 'a', revenue: 1.5, currency: 'KWD' }))).toEqual([
      1500,
    ])
  })

  it('knows the key of an order and what was taken off it', () => {
    const [order] = reader.ordersOf(
      bundle([], [event('Order Completed', { order_id: 7, total: 90, discount: 9.99, currency: 'EUR' })]),
    )
    expect(order).toMatchObject({ key: '7', amountMinor: 9000, discountMinor: 999 })
    const [row7] = readOrders().ordersOf(bundle([row('orders', { total: 900, discount: 100 })]))
    expect(row7).toMatchObject({ key: 'k', amountMinor: 900, discountMinor: 100 })
  })

  it('adds the refunds of one order up, whether it is numbered or named', () => {
    const order = event('Order Completed', { order_id: 7, total: 100, currency: 'EUR' })
    const refund = event('Order Refunded', { order_id: 7, total: 30, currency: 'EUR' })
    expect(amounts(order, refund, refund)).toEqual([4000])
    expect(amounts(refund, order)).toEqual([7000])
  })

  it('takes a refund without an amount for the whole, and a cancelled order for none', () => {
    const order = event('Order Completed', { order_id: 'a', total: 100, currency: 'EUR' })
    expect(amounts(order, event('Order Refunded', { order_id: 'a' }))).toEqual(['refunded'])
    expect(amounts(order, event('Order Cancelled', { order_id: 'a' }))).toEqual(['status'])
  })

  it('refuses a currency that is none', () => {
    expect(() => amounts(event('Order Completed', { order_id: 'a', total: 1, currency: '€' }))).toThrowError(
      expect.objectContaining({ code: 'INVALID_INPUT' }),
    )
  })
})
