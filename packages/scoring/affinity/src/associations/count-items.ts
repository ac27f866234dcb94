/** In how many baskets each item is. */
export interface ItemCounts {
  readonly baskets: number
  readonly counts: ReadonlyMap<string, number>
}

/** Counts items, one basket at a time; an empty basket is none. */
export function countItems(): {
  readonly add: (basket: ReadonlySet<string>) => void
  readonly finish: () => ItemCounts
} {
  const counts = new Map<string, number>()
  let baskets = 0
  return {
    add(basket) {
      if (basket.size === 0) return
      baskets++
      for (const item of basket) counts.set(item, (counts.get(item) ?? 0) + 1)
    },
    finish: () => ({ baskets, counts }),
  }
}
