import { ClienteleError } from '../errors.ts'
import type { Order } from './order.ts'

/** Converts an amount to the currency of the sums with the host's dated rates; it is rounded to minor units. */
export type ConvertMoney = (minor: number, currency: string, at: number) => number

/** Lets amounts through that may be added, and knows in which currency they are. */
export interface OneCurrency {
  /** An amount of an order in the currency of the sums, minor units. */
  readonly amount: (minor: number, order: Order) => number
  /** `undefined` when no order named one, or when they were converted. */
  readonly currency: () => string | undefined
}

/**
 * A guard against adding amounts of several currencies: the first one that comes is the currency of the sums,
 * and another is refused unless `convert` is given. Orders that name none are taken as they are.
 *
 * @example
 * ```ts
 * import { oneCurrency } from '@clientele/core/orders'
 *
 * const money = oneCurrency()
 * const order = { contactId: 'c1', at: 0, amountMinor: 1250, currency: 'EUR' }
 * console.log(money.amount(1250, order), money.currency()) // 1250 EUR
 * ```
 *
 * @throws `MIXED_CURRENCIES` from `amount` when a second currency comes and no `convert` is given
 */
export function oneCurrency(
  options: { readonly convert?: ConvertMoney | undefined; readonly first?: string | undefined } = {},
): OneCurrency {
  const { convert } = options
  let known = options.first
  return {
    amount(minor, order) {
      if (order.currency === undefined) return minor
      if (convert !== undefined) return Math.round(convert(minor, order.currency, order.at))
      if (known !== undefined && known !== order.currency) {
        throw new ClienteleError(
          'MIXED_CURRENCIES',
          `Orders are in ${known} and in ${order.currency}; amounts in several currencies are never added. Give \`convert\` with dated rates, or score one currency at a time.`,
        )
      }
      known = order.currency
      return minor
    },
    currency: () => known,
  }
}
