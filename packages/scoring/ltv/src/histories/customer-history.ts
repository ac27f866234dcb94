import type { PurchaseHistory } from '../models/history.ts'
import { type TimeUnit, UNIT_DAYS } from '../time-unit.ts'
import { type CustomerPeriods, type PeriodLength, type PurchasePeriod, periodDay } from './purchase-period.ts'

/** What money means: revenue net of refunds, or what is left of it after the cost of the goods. */
export type ValueBasis = 'revenue' | 'margin'

/** A customer's purchases on a date: what the models read, and the value so far. */
export interface CustomerHistory extends PurchaseHistory {
  readonly contactId: string
  /** Mean money per repeat period, minor units; 0 when x is 0, NaN when a cost is unknown. */
  readonly m: number
  /** Historic value: all revenue so far, refunds netted, the first period included. */
  readonly revenueMinor: number
  /** The same as margin; `undefined` when the cost of an order is unknown. */
  readonly marginMinor: number | undefined
  /** Day numbers of the first and the last purchase period. */
  readonly firstDay: number
  readonly lastDay: number
}

/** The date that a history is cut at, and the units it is told in. */
export interface HistoryCut {
  /** Number of the last day that counts, as `dayNumberIn` numbers days. */
  readonly day: number
  /** @default 'week' */
  readonly timeUnit?: TimeUnit | undefined
  /** @default 'day' */
  readonly period?: PeriodLength | undefined
  /** @default 'revenue' */
  readonly basis?: ValueBasis | undefined
}

/**
 * A customer's history on a date: x is distinct periods with a purchase less one, tx the age at the last of
 * them, T the age on the date; `undefined` for someone whose first purchase is later.
 */
export function historyOn(customer: CustomerPeriods, cut: HistoryCut): CustomerHistory | undefined {
  const periods = customer.periods.filter((period) => period.day <= cut.day)
  const first = periods[0]
  const last = periods.at(-1)
  if (first === undefined || last === undefined) return undefined
  const unit = UNIT_DAYS[cut.timeUnit ?? 'week']
  const end = periodDay(cut.day, cut.period ?? 'day')
  const moneyOf = (period: PurchasePeriod) =>
    cut.basis === 'margin' ? (period.marginMinor ?? Number.NaN) : period.revenueMinor
  const x = periods.length - 1
  let repeat = 0
  let revenueMinor = 0
  let marginMinor: number | undefined = 0
  for (const period of periods) {
    if (period !== first) repeat += moneyOf(period)
    revenueMinor += period.revenueMinor
    marginMinor =
      marginMinor === undefined || period.marginMinor === undefined
        ? undefined
        : marginMinor + period.marginMinor
  }
  return {
    contactId: customer.contactId,
    x,
    tx: (last.day - first.day) / unit,
    T: (end - first.day) / unit,
    m: x === 0 ? 0 : repeat / x,
    revenueMinor,
    marginMinor,
    firstDay: first.day,
    lastDay: last.day,
  }
}
