import type { PurchaseHistory } from '../models/history.ts'
import type { Outlook } from '../outlook/outlook.ts'

/** Customers with the same number of repeat purchases, with what was expected and what came. */
export interface FrequencyBin {
  /** Repeat purchases before the calibration; the last bin holds this many and more. */
  readonly x: number
  readonly customers: number
  /** Mean purchases in the holdout. */
  readonly expected: number
  readonly actual: number
}

/** A customer to hold a forecast against. */
export interface HeldOut {
  readonly history: PurchaseHistory
  /** Purchases in the holdout. */
  readonly bought: number
  /** Length of the holdout, in time units. */
  readonly duration: number
}

/** Takes customers one by one and answers the bins at the end. */
export interface FrequencyBinsBuilder {
  readonly add: (row: HeldOut) => void
  readonly finish: () => readonly FrequencyBin[]
}

/** Bins that are filled as customers come; `top` is the frequency of the last, open bin. @default 7 */
export function buildFrequencyBins(
  forecast: (history: PurchaseHistory) => Outlook,
  options: { readonly top?: number | undefined } = {},
): FrequencyBinsBuilder {
  const top = options.top ?? 7
  const sums = Array.from({ length: top + 1 }, () => ({ customers: 0, expected: 0, actual: 0 }))
  return {
    add({ history, bought, duration }) {
      const sum = sums[Math.min(history.x, top)]!
      sum.customers += 1
      sum.expected += forecast(history).expected(duration)
      sum.actual += bought
    },
    finish: () =>
      sums.map(({ customers, expected, actual }, x) => ({
        x,
        customers,
        expected: customers === 0 ? 0 : expected / customers,
        actual: customers === 0 ? 0 : actual / customers,
      })),
  }
}

/** How well forecasts hold, by the frequency before the calibration: the second plot of the papers. */
export function holdoutByFrequency(
  forecast: (history: PurchaseHistory) => Outlook,
  rows: Iterable<HeldOut>,
  options: { readonly top?: number | undefined } = {},
): readonly FrequencyBin[] {
  const builder = buildFrequencyBins(forecast, options)
  for (const row of rows) builder.add(row)
  return builder.finish()
}
