import { describe, expect, it } from 'vitest'
import { oneCurrency } from './one-currency.ts'

const order = (currency: string | undefined) => ({ contactId: 'c1', at: 0, amountMinor: 100, currency })

describe('oneCurrency', () => {
  it('takes the first currency for that of the sums, and refuses a second one', () => {
    const money = oneCurrency()
    expect(money.amount(100, order(undefined))).toBe(100)
    expect(money.amount(100, order('EUR'))).toBe(100)
    expect(money.currency()).toBe('EUR')
    expect(() => money.amount(100, order('USD'))).toThrowError(
      expect.objectContaining({ code: 'MIXED_CURRENCIES' }),
    )
  })

  it('goes on from a currency that was found before', () => {
    expect(() => oneCurrency({ first: 'USD' }).amount(100, order('EUR'))).toThrowError(
      expect.objectContaining({ code: 'MIXED_CURRENCIES' }),
    )
  })

  it('converts with the rates of the host and rounds to minor units', () => {
    const money = oneCurrency({ convert: (minor, currency) => (currency === 'USD' ? minor * 0.855 : minor) })
    expect(money.amount(101, order('USD'))).toBe(86)
    expect(money.currency()).toBeUndefined()
  })
})
