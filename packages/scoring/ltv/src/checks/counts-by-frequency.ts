import type { PurchaseHistory } from '../models/history.ts'
import type { Outlook } from '../outlook/outlook.ts'

/** Customers with a number of repeat purchases, expected and real; the last row holds this many and more. */
export interface FrequencyCount {
  readonly x: number
  readonly expected: number
  readonly actual: number
}

/** How many customers have how many repeat purchases, against how many the model says: the fit, looked at. */
export function countsByFrequency(
  forecast: (history?: PurchaseHistory) => Outlook,
  histories: Iterable<PurchaseHistory>,
  options: { readonly top?: number | undefined } = {},
): readonly FrequencyCount[] {
  const top = options.top ?? 7
  const actual = new Array<number>(top + 1).fill(0)
  const expected = new Array<number>(top + 1).fill(0)
  const ages = new Map<number, number>()
  for (const { x, T } of histories) {
    actual[Math.min(x, top)]! += 1
    ages.set(T, (ages.get(T) ?? 0) + 1)
  }
  const newcomer = forecast()
  for (const [T, customers] of ages) {
    let rest = 1
    for (let x = 0; x < top; x += 1) {
      const chance = newcomer.probabilityOf(x, { to: T })
      rest -= chance
      expected[x]! += customers * chance
    }
    expected[top]! += customers * Math.max(0, rest)
  }
  return actual.map((count, x) => ({ x, expected: expected[x]!, actual: count }))
}
