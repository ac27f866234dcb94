import type { Order } from '@clientele/core/orders'
import { type CustomerHistory, historyOn } from '../src/histories/customer-history.ts'
import type { CustomerPeriods } from '../src/histories/purchase-period.ts'
import { readPeriods } from '../src/histories/purchase-periods.ts'

/** The last day of the calibration of CDNOW, 39 weeks, and that of the whole, 78 weeks. */
export const CALIBRATION_DAY: number = Date.UTC(1997, 8, 30) / 86_400_000
export const LAST_DAY: number = Date.UTC(1998, 5, 30) / 86_400_000

/** CDNOW by customer in the order of their ids; the papers count orders of 0 dollars as purchases. */
export function cdnowCustomers(orders: readonly Order[]): readonly CustomerPeriods[] {
  const { customers } = readPeriods(orders, { freeOrders: true })
  return [...customers].sort((left, right) => left.contactId.localeCompare(right.contactId))
}

/** Histories column by column, as a fit takes them; money in dollars. */
export interface Columns {
  readonly x: readonly number[]
  readonly tx: readonly number[]
  readonly T: readonly number[]
  readonly m: readonly number[]
}

/** The calibration of CDNOW in weeks. */
export function cdnowHistories(customers: readonly CustomerPeriods[]): readonly CustomerHistory[] {
  return customers.flatMap((customer) => historyOn(customer, { day: CALIBRATION_DAY }) ?? [])
}

/** Columns of histories, rounded to a number of decimals where the source of a figure was. */
export function columnsOf(histories: readonly CustomerHistory[], decimals?: number): Columns {
  const rounded = (value: number) =>
    decimals === undefined ? value : Number((value + Number.EPSILON * value).toFixed(decimals))
  return {
    x: histories.map(({ x }) => x),
    tx: histories.map(({ tx }) => rounded(tx)),
    T: histories.map(({ T }) => rounded(T)),
    m: histories.map(({ m }) => rounded(m / 100)),
  }
}
