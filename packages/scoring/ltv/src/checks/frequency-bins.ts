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

/** How well forecasts hold, by the frequency before the calibration: the second plot of the papers. */
export function holdoutByFrequency(
  forecast: (history: PurchaseHistory) => Outlook,
  rows: Iterable<{ readonly history: PurchaseHistory; readonly bought: number; readonly duration: number }>,
  options: { readonly top?: number | undefined } = {},
): readonly FrequencyBin[] {
  const top = options.top ?? 7
  const bins = Array.from({ length: top + 1 }, (_, x) => ({ x, customers: 0, expected: 0, actual: 0 }))
  for (const { history, bought, duration } of rows) {
    const bin = bins[Math.min(history.x, top)]!
    bin.customers += 1
    bin.expected += forecast(history).expected(duration)
    bin.actual += bought
  }
  return bins.map(({ x, customers, expected, actual }) => ({
    x,
    customers,
    expected: customers === 0 ? 0 : expected / customers,
    actual: customers === 0 ? 0 : actual / customers,
  }))
}

/** How many customers have how many repeat purchases, against how many the model says. */
export function countsByFrequency(
  forecast: (history?: PurchaseHistory) => Outlook,
  histories: Iterable<PurchaseHistory>,
  options: { readonly top?: number | undefined } = {},
): readonly { readonly x: number; readonly expected: number; readonly actual: number }[] {
  const top = options.top ?? 7
  const bins = Array.from({ length: top + 1 }, (_, x) => ({ x, expected: 0, actual: 0 }))
  const ages = new Map<number, number>()
  for (const { x, T } of histories) {
    bins[Math.min(x, top)]!.actual += 1
    ages.set(T, (ages.get(T) ?? 0) + 1)
  }
  const newcomer = forecast()
  for (const [T, customers] of ages) {
    let rest = 1
    for (let x = 0; x < top; x += 1) {
      const chance = newcomer.probabilityOf(x, { to: T })
      rest -= chance
      bins[x]!.expected += customers * chance
    }
    bins[top]!.expected += customers * Math.max(0, rest)
  }
  return bins
}
