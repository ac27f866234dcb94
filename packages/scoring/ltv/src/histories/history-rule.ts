import type { ConvertMoney, OrderScope } from '@clientele/core/orders'
import type { PeriodLength } from './purchase-period.ts'

/** Which orders count, and how purchases are made of them. */
export interface HistoryRule extends OrderScope {
  /** Several purchases within one period are one. @default 'day' */
  readonly period?: PeriodLength | undefined
  /** IANA zone whose calendar the periods follow. @default 'UTC' */
  readonly zone?: string | undefined
  /** Statuses that count. @default paid, shipped, partially_refunded, refunded */
  readonly paidStatuses?: readonly string[] | undefined
  /**
   * What a row with a negative amount is: `ignore` leaves it out, `net` takes it for a credit note of its
   * period. @default 'ignore'
   */
  readonly negativeRows?: 'ignore' | 'net' | undefined
  /** Does an order worth nothing count as a purchase, as in the CDNOW papers? @default false */
  readonly freeOrders?: boolean | undefined
  /** Converts to one currency with the host's dated rates. */
  readonly convert?: ConvertMoney | undefined
}
