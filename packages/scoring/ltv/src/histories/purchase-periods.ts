import {
  dayNumberIn,
  netAmount,
  type Order,
  type OrderFault,
  oneCurrency,
  orderScope,
  PAID_STATUSES,
} from '@clientele/core/orders'
import type { HistoryRule } from './history-rule.ts'
import { type CustomerPeriods, type PurchasePeriod, periodDay } from './purchase-period.ts'

/** Why orders were left out; `scope`: another channel, entity or category. */
export type IgnoredReason = OrderFault | 'scope'

/** What was left out on the way. */
export interface PeriodFacts {
  readonly ignored: { readonly [reason in IgnoredReason]: number }
  /** Periods whose money, refunds and credit notes netted, is not above zero: no purchase, and counted here. */
  readonly notPositive: number
  /** The currency of the sums; `undefined` when the orders name none or were converted. */
  readonly currency: string | undefined
}

/** Makes purchase periods of one customer's orders at a time, and keeps count of what it leaves out. */
export interface PeriodReader {
  /** `undefined`: no valid order. */
  readonly periodsOf: (contactId: string, orders: readonly Order[]) => CustomerPeriods | undefined
  readonly facts: () => PeriodFacts
}

interface Sum {
  revenue: number
  cost: number
  costKnown: boolean
  bought: boolean
}

/**
 * A reader of purchase periods by the valid-order rule. Nothing is cut at a date: cut the periods instead, so
 * that one reading serves several dates.
 *
 * @throws `MIXED_CURRENCIES` from `periodsOf` when the orders that count have several currencies
 * @throws `INVALID_OPTIONS` for a zone that is not an IANA name
 */
export function periodReader(rule: HistoryRule): PeriodReader {
  const paid = rule.paidStatuses === undefined ? PAID_STATUSES : new Set(rule.paidStatuses)
  const inScope = orderScope(rule)
  const money = oneCurrency({ convert: rule.convert })
  const dayNumber = dayNumberIn(rule.zone ?? 'UTC')
  const length = rule.period ?? 'day'
  const ignored = { status: 0, amount: 0, refunded: 0, date: 0, scope: 0 }
  let notPositive = 0

  const worthOf = (order: Order): { readonly minor: number; readonly bought: boolean } | IgnoredReason => {
    if (!inScope(order)) return 'scope'
    const net = netAmount(order, paid)
    if (typeof net === 'number') return { minor: net, bought: true }
    if (net !== 'amount') return net
    if (rule.freeOrders === true && order.amountMinor === 0) return { minor: 0, bought: true }
    if (rule.negativeRows === 'net' && order.amountMinor < 0)
      return { minor: order.amountMinor, bought: false }
    return net
  }

  return {
    periodsOf(contactId, orders) {
      const sums = new Map<number, Sum>()
      for (const order of orders) {
        const worth = worthOf(order)
        if (typeof worth === 'string') {
          ignored[worth] += 1
          continue
        }
        const day = periodDay(dayNumber(order.at), length)
        const sum = sums.get(day) ?? { revenue: 0, cost: 0, costKnown: true, bought: false }
        sum.revenue += money.amount(worth.minor, order)
        if (order.costMinor === undefined) sum.costKnown = false
        else sum.cost += money.amount(order.costMinor, order)
        sum.bought ||= worth.bought
        sums.set(day, sum)
      }
      const periods: PurchasePeriod[] = []
      for (const [day, sum] of sums) {
        const counts = sum.revenue > 0 || (rule.freeOrders === true && sum.bought && sum.revenue === 0)
        if (!counts) notPositive += 1
        else {
          const marginMinor = sum.costKnown ? sum.revenue - sum.cost : undefined
          periods.push({ day, revenueMinor: sum.revenue, marginMinor })
        }
      }
      if (periods.length === 0) return undefined
      return { contactId, periods: periods.sort((left, right) => left.day - right.day) }
    },
    facts: () => ({ ignored: { ...ignored }, notPositive, currency: money.currency() }),
  }
}

/** Groups a list of orders by contact and reads the purchase periods of each. */
export function readPeriods(
  orders: Iterable<Order>,
  rule: HistoryRule = {},
): { readonly customers: readonly CustomerPeriods[]; readonly facts: PeriodFacts } {
  const byContact = new Map<string, Order[]>()
  for (const order of orders) {
    const own = byContact.get(order.contactId)
    if (own === undefined) byContact.set(order.contactId, [order])
    else own.push(order)
  }
  const reader = periodReader(rule)
  const customers: CustomerPeriods[] = []
  for (const [contactId, own] of byContact) {
    const periods = reader.periodsOf(contactId, own)
    if (periods !== undefined) customers.push(periods)
  }
  return { customers, facts: reader.facts() }
}
