import type { Order } from '@clientele/core/orders'
import { describe, expect, it } from 'vitest'
import { summarizeOrders } from './summarize-orders.ts'

const DAY = 86_400_000
const at = Date.UTC(2026, 0, 31)
const order = (values: Partial<Order> = {}): Order => ({
  contactId: 'c1',
  at: at - DAY,
  amountMinor: 1000,
  ...values,
})

describe('summarizeOrders', () => {
  it('nets refunds and keeps the first and last dates of valid orders', () => {
    const { summaries } = summarizeOrders(
      [
        order({ at: at - 3 * DAY, refundedMinor: 200 }),
        order({ at: at - 10 * DAY, amountMinor: 500 }),
        order({ at: at - DAY, status: 'cancelled' }),
      ],
      { at },
    )
    expect(summaries).toEqual([
      {
        contactId: 'c1',
        orders: 2,
        revenueMinor: 1300,
        lastOrderAt: at - 3 * DAY,
        firstOrderAt: at - 10 * DAY,
      },
    ])
  })

  it('does not count what comes after the reference date, and counts what falls on it', () => {
    const { summaries, ignored } = summarizeOrders([order({ at }), order({ at: at + 1 })], { at })
    expect(summaries[0]?.orders).toBe(1)
    expect(ignored.future).toBe(1)
  })

  it('opens a window just after its far end', () => {
    const { summaries, ignored } = summarizeOrders(
      [order({ at: at - 30 * DAY }), order({ at: at - 30 * DAY + 1 })],
      { at, windowDays: 30 },
    )
    expect(summaries[0]?.orders).toBe(1)
    expect(ignored.window).toBe(1)
  })

  it('does not score a contact with no valid order, and says how many there are', () => {
    const { summaries, notScored } = summarizeOrders([order({ amountMinor: 0 })], { at })
    expect(summaries).toEqual([])
    expect(notScored).toBe(1)
  })

  it('takes negative rows for credit notes when asked to', () => {
    const rows = [order(), order({ amountMinor: -400 })]
    expect(summarizeOrders(rows, { at }).summaries[0]?.revenueMinor).toBe(1000)
    const netted = summarizeOrders(rows, { at, negativeRows: 'net' })
    expect(netted.summaries[0]).toMatchObject({ orders: 1, revenueMinor: 600 })
  })

  it('counts only the channels, entities and categories asked for', () => {
    const rows = [order({ channel: 'web' }), order({ channel: 'store' }), order({ entity: 'fr' }), order()]
    expect(summarizeOrders(rows, { at, channels: ['web'] }).summaries[0]?.orders).toBe(1)
    expect(summarizeOrders(rows, { at, entities: ['fr'] }).summaries[0]?.orders).toBe(1)
    expect(summarizeOrders(rows, { at, categories: ['shoes'] }).summaries).toEqual([])
  })

  it('never adds two currencies, and converts them with the rates of the host', () => {
    const rows = [order({ currency: 'EUR' }), order({ currency: 'USD' })]
    expect(() => summarizeOrders(rows, { at })).toThrowError(
      expect.objectContaining({ code: 'MIXED_CURRENCIES' }),
    )
    const rates: Record<string, number> = { EUR: 1, USD: 0.9 }
    const { summaries } = summarizeOrders(rows, {
      at,
      convert: (minor, currency) => minor * (rates[currency] as number),
    })
    expect(summaries[0]?.revenueMinor).toBe(1900)
  })

  it('does not let an order that does not count bring in a second currency', () => {
    const rows = [order({ currency: 'EUR' }), order({ currency: 'USD', status: 'cancelled' })]
    expect(summarizeOrders(rows, { at }).currency).toBe('EUR')
  })

  it('refuses a reference date or a window that is not a number', () => {
    for (const rule of [{ at: Number.NaN }, { at, windowDays: 0 }, { at, windowDays: -3 }]) {
      expect(() => summarizeOrders([], rule)).toThrowError(
        expect.objectContaining({ code: 'INVALID_OPTIONS' }),
      )
    }
  })
})
