import { describe, expect, it } from 'vitest'
import type { Order } from './order.ts'
import { isValidOrder, netAmount } from './valid-order.ts'

const order = (values: Partial<Order> = {}): Order => ({
  contactId: 'c1',
  at: Date.UTC(2026, 0, 30),
  amountMinor: 1000,
  ...values,
})

describe('a valid order', () => {
  it.each([
    ['paid', {}, 1000],
    ['shipped', { status: 'shipped' }, 1000],
    ['placed only', { status: 'placed' }, 'status'],
    ['cancelled', { status: 'cancelled' }, 'status'],
    ['worth nothing', { amountMinor: 0 }, 'amount'],
    ['negative', { amountMinor: -500 }, 'amount'],
    ['unreadable', { amountMinor: Number.NaN }, 'amount'],
    ['partly refunded', { status: 'partially_refunded', refundedMinor: 300 }, 700],
    ['paid with a refund', { refundedMinor: 300 }, 700],
    ['refunded in full', { refundedMinor: 1000 }, 'refunded'],
    ['refunded without saying how much', { status: 'refunded' }, 'refunded'],
    ['refunded beyond its amount', { refundedMinor: 1200 }, 'refunded'],
    ['with a negative refund', { refundedMinor: -1 }, 'amount'],
    ['without a date', { at: Number.NaN }, 'date'],
  ] as const)('%s', (_name, values, expected) => {
    expect(netAmount(order(values))).toBe(expected)
    expect(isValidOrder(order(values))).toBe(typeof expected === 'number')
  })
})
