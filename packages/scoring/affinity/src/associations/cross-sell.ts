import { type FrequentItems, placesOf } from './frequent-items.ts'

/** Who begins with one category comes back for another, this often. */
export interface CrossSell {
  /** In the first order. */
  readonly first: string
  /** Not in the first order, but in a later one. */
  readonly item: string
  /** Contacts whose first order has the one and not the other. */
  readonly eligible: number
  /** Those of them who bought the other later. */
  readonly sold: number
  readonly rate: number
  /** The rate of all contacts whose first order does not have the other. */
  readonly baseRate: number
  /** Rate over base rate. */
  readonly lift: number
}

/** Cross-sales by the category of the first order, best rate first, ties by lift, then by name. */
export type CrossSellTable = ReadonlyMap<string, readonly CrossSell[]>

/** Counts cross-sales, one contact at a time, in two squares of four bytes a cell. */
export function countCrossSales(frequent: FrequentItems): {
  readonly add: (first: Iterable<string>, later: Iterable<string>) => void
  readonly finish: () => CrossSellTable
} {
  const size = frequent.items.length
  const began = new Uint32Array(size)
  const beganTogether = new Uint32Array(size * size)
  const sold = new Uint32Array(size * size)
  const soldToAnybody = new Uint32Array(size)
  let contacts = 0
  return {
    add(first, later) {
      const firsts = placesOf(frequent, first)
      const taken = new Set(firsts)
      const laters = placesOf(frequent, later).filter((place) => !taken.has(place))
      contacts++
      for (const place of laters) increase(soldToAnybody, place)
      for (const from of firsts) {
        increase(began, from)
        for (const other of firsts) increase(beganTogether, from * size + other)
        for (const to of laters) increase(sold, from * size + to)
      }
    },
    finish() {
      const table = new Map<string, readonly CrossSell[]>()
      for (const [from, category] of frequent.items.entries()) {
        const sales: CrossSell[] = []
        for (const [to, item] of frequent.items.entries()) {
          const both = sold[from * size + to] as number
          if (from === to || both < frequent.minimum) continue
          const eligible = (began[from] as number) - (beganTogether[from * size + to] as number)
          const rate = both / eligible
          const baseRate = (soldToAnybody[to] as number) / (contacts - (began[to] as number))
          sales.push({ first: category, item, eligible, sold: both, rate, baseRate, lift: rate / baseRate })
        }
        if (sales.length > 0) table.set(category, sales.sort(byRate))
      }
      return table
    },
  }
}

function increase(counts: Uint32Array, place: number): void {
  counts[place] = (counts[place] as number) + 1
}

function byRate(left: CrossSell, right: CrossSell): number {
  return right.rate - left.rate || right.lift - left.lift || (left.item < right.item ? -1 : 1)
}
