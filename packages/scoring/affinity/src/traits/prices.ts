import type { Shopper } from '../shopper.ts'

/** Where a contact buys within the price range of the categories. */
export type PriceLevel = 'low' | 'usual' | 'high' | 'insufficient_data'

/** How one contact's prices stand to the usual ones. */
export interface PriceSensitivity {
  readonly level: PriceLevel
  /**
   * Geometric mean of each price over the usual price of its category: 0.8 is a fifth below. `undefined` without
   * lines that have a price and a category with a usual one.
   */
  readonly index: number | undefined
  /** Lines looked at. */
  readonly lines: number
}

/** The usual price of each category: the geometric mean of its lines, in minor units. */
export type UsualPrices = ReadonlyMap<string, { readonly meanLog: number; readonly lines: number }>

/** An index so far from 1 is a low or a high one. */
const LOW = 0.8
const HIGH = 1.25
/** Lines that make the usual price of a category. */
const MINIMUM_LINES = 10

/** Learns usual prices, one contact at a time. */
export function learnPrices(): {
  readonly add: (shopper: Shopper) => void
  readonly finish: () => UsualPrices
} {
  const sums = new Map<string, { log: number; lines: number }>()
  return {
    add({ baskets }) {
      for (const { lines } of baskets) {
        for (const { category, unitPriceMinor } of lines) {
          if (category === undefined || unitPriceMinor === undefined || unitPriceMinor <= 0) continue
          const sum = sums.get(category) ?? { log: 0, lines: 0 }
          sum.log += Math.log(unitPriceMinor)
          sum.lines++
          sums.set(category, sum)
        }
      }
    },
    finish: () =>
      new Map(
        [...sums]
          .filter(([, { lines }]) => lines >= MINIMUM_LINES)
          .map(([category, { log, lines }]) => [category, { meanLog: log / lines, lines }]),
      ),
  }
}

/** Compares what a contact paid with the usual prices. */
export function priceOf({ baskets }: Shopper, usual: UsualPrices, minimumOrders: number): PriceSensitivity {
  let log = 0
  let count = 0
  let orders = 0
  for (const { lines } of baskets) {
    const before = count
    for (const { category, unitPriceMinor } of lines) {
      const known = category === undefined ? undefined : usual.get(category)
      if (known === undefined || unitPriceMinor === undefined || unitPriceMinor <= 0) continue
      log += Math.log(unitPriceMinor) - known.meanLog
      count++
    }
    if (count > before) orders++
  }
  const index = count === 0 ? undefined : Math.exp(log / count)
  const level = index === undefined || orders < minimumOrders ? 'insufficient_data' : levelOf(index)
  return { level, index, lines: count }
}

function levelOf(index: number): PriceLevel {
  if (index <= LOW) return 'low'
  return index < HIGH ? 'usual' : 'high'
}
