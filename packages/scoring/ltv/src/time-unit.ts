/** The unit that times of a model are counted in. */
export type TimeUnit = 'day' | 'week' | 'month'

/** Days in a time unit; a month is a twelfth of 365.25 days. */
export const UNIT_DAYS: { readonly [unit in TimeUnit]: number } = { day: 1, week: 7, month: 30.4375 }

/** Discounting takes a year for 52 weeks, as the literature does. */
const YEAR_DAYS = 364

/**
 * The continuous discount rate per time unit for a rate per year: `ln(1 + annual) / 52` for weeks, which is
 * .002688 for 15 %.
 */
export function continuousRate(annual: number, unit: TimeUnit): number {
  return (Math.log1p(annual) * UNIT_DAYS[unit]) / YEAR_DAYS
}
