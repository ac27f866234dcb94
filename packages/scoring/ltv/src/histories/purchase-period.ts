/** A day or a week in which a customer bought, with what it brought once refunds are netted. */
export interface PurchasePeriod {
  /** Number of the day it is, or of the Monday it begins with, as `dayNumberIn` counts days. */
  readonly day: number
  readonly revenueMinor: number
  /** Revenue less cost; `undefined` when an order of it does not say what it cost. */
  readonly marginMinor: number | undefined
}

/** A customer's purchase periods, oldest first; there is at least one. */
export interface CustomerPeriods {
  readonly contactId: string
  readonly periods: readonly PurchasePeriod[]
}

/** How long a purchase period is: several purchases in one are one. Weeks run from Monday to Sunday. */
export type PeriodLength = 'day' | 'week'

/** The day by which a period is known: the day itself, or the Monday of its week. */
export function periodDay(day: number, length: PeriodLength): number {
  // Day 0 was a Thursday.
  return length === 'day' ? day : Math.floor((day + 3) / 7) * 7 - 3
}
