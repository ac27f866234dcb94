import { type CustomerHistory, type HistoryCut, historyOn } from '../histories/customer-history.ts'
import { type CustomerPeriods, periodDay } from '../histories/purchase-period.ts'
import { UNIT_DAYS } from '../time-unit.ts'

/** A customer on the date of calibration, and what the time after it really brought. */
export interface HoldoutRow {
  readonly history: CustomerHistory
  /** Purchase periods after the calibration, up to the end of the holdout. */
  readonly bought: number
  /** Money of those periods, minor units. */
  readonly revenueMinor: number
  /** Length of the holdout, in time units. */
  readonly duration: number
}

/**
 * Splits a customer's purchases at the day of calibration: fit on what came before, and hold the forecast
 * against what came after. `undefined` for someone who first bought in the holdout.
 */
export function holdoutOf(
  customer: CustomerPeriods,
  cut: HistoryCut & { readonly until: number },
): HoldoutRow | undefined {
  const history = historyOn(customer, cut)
  if (history === undefined) return undefined
  const length = cut.period ?? 'day'
  const after = customer.periods.filter((period) => period.day > cut.day && period.day <= cut.until)
  return {
    history,
    bought: after.length,
    revenueMinor: after.reduce((sum, period) => sum + period.revenueMinor, 0),
    duration: (periodDay(cut.until, length) - periodDay(cut.day, length)) / UNIT_DAYS[cut.timeUnit ?? 'week'],
  }
}
