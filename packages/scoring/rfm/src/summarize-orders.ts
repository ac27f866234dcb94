import { ClienteleError } from '@clientele/core'
import {
  type ConvertMoney,
  netAmount,
  type Order,
  type OrderFault,
  type OrderScope,
  oneCurrency,
  orderScope,
  PAID_STATUSES,
} from '@clientele/core/orders'
import type { PurchaseSummary } from './purchase-summary.ts'

/** Which orders count, and how. */
export interface OrderRule extends OrderScope {
  /** The reference date, epoch ms: nothing after it counts. */
  readonly at: number
  /** Only orders of the last so many days: those in (at − days, at]. @default all */
  readonly windowDays?: number | undefined
  /** Statuses that count. @default paid, shipped, partially_refunded, refunded */
  readonly paidStatuses?: readonly string[] | undefined
  /**
   * What a row with a negative amount is: `ignore` leaves it out, `net` takes it for a credit note and
   * deducts it from the contact's revenue without counting an order. @default 'ignore'
   */
  readonly negativeRows?: 'ignore' | 'net' | undefined
  /** Converts to one currency with the host's dated rates, rounded to minor units. */
  readonly convert?: ConvertMoney | undefined
  /** The currency that earlier calls found: a base that is read contact by contact has one as a whole too. */
  readonly firstCurrency?: string | undefined
}

/** The contacts with valid orders, and what was left out and why. */
export interface OrderSummary {
  readonly summaries: readonly PurchaseSummary[]
  /** Contacts that have orders but no valid one: they are not scored. */
  readonly notScored: number
  readonly ignored: { readonly [reason in IgnoredReason]: number }
  /** The currency of the sums; `undefined` when the orders name none or were converted. */
  readonly currency: string | undefined
}

/** Why orders were left out; `scope`: another channel, entity or category; `window`: too old. */
export type IgnoredReason = OrderFault | 'future' | 'window' | 'scope'

interface Sum {
  orders: number
  revenueMinor: number
  creditMinor: number
  lastOrderAt: number
  firstOrderAt: number
}

const DAY_MS = 86_400_000

/**
 * Counts orders per contact by the valid-order rule (paid or shipped, amount above zero, not cancelled,
 * refunds netted). Orders may come in any order.
 *
 * @throws `MIXED_CURRENCIES` when the orders that count have several and no `convert` is given
 * @throws `INVALID_OPTIONS` for a window that is not a positive number of days
 */
export function summarizeOrders(orders: Iterable<Order>, rule: OrderRule): OrderSummary {
  const windowDays = rule.windowDays
  if (!Number.isFinite(rule.at) || (windowDays !== undefined && !(windowDays > 0))) {
    throw new ClienteleError(
      'INVALID_OPTIONS',
      'Expected `at` as epoch ms and `windowDays` as a positive number of days; give the reference date explicitly.',
    )
  }
  const from = windowDays === undefined ? Number.NEGATIVE_INFINITY : rule.at - windowDays * DAY_MS
  const paid = rule.paidStatuses === undefined ? PAID_STATUSES : new Set(rule.paidStatuses)
  const inScope = orderScope(rule)
  const ignored: { [reason in IgnoredReason]: number } = {
    status: 0,
    amount: 0,
    refunded: 0,
    date: 0,
    future: 0,
    window: 0,
    scope: 0,
  }
  const sums = new Map<string, Sum>()
  const money = oneCurrency({ convert: rule.convert, first: rule.firstCurrency })

  for (const order of orders) {
    let sum = sums.get(order.contactId)
    if (sum === undefined) {
      sum = {
        orders: 0,
        revenueMinor: 0,
        creditMinor: 0,
        lastOrderAt: Number.NEGATIVE_INFINITY,
        firstOrderAt: Number.POSITIVE_INFINITY,
      }
      sums.set(order.contactId, sum)
    }
    if (order.at > rule.at) ignored.future++
    else if (order.at <= from) ignored.window++
    else if (!inScope(order)) ignored.scope++
    else {
      const net = netAmount(order, paid)
      if (typeof net === 'number') {
        sum.orders++
        sum.revenueMinor += money.amount(net, order)
        if (order.at > sum.lastOrderAt) sum.lastOrderAt = order.at
        if (order.at < sum.firstOrderAt) sum.firstOrderAt = order.at
      } else if (net === 'amount' && rule.negativeRows === 'net' && order.amountMinor < 0) {
        sum.creditMinor += money.amount(-order.amountMinor, order)
      } else ignored[net]++
    }
  }

  const summaries: PurchaseSummary[] = []
  for (const [contactId, sum] of sums) {
    if (sum.orders === 0) continue
    summaries.push({
      contactId,
      orders: sum.orders,
      revenueMinor: sum.revenueMinor - sum.creditMinor,
      lastOrderAt: sum.lastOrderAt,
      firstOrderAt: sum.firstOrderAt,
    })
  }
  return { summaries, notScored: sums.size - summaries.length, ignored, currency: money.currency() }
}
