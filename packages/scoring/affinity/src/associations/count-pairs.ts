import { type FrequentItems, placesOf } from './frequent-items.ts'

/** In how many baskets each two frequent items are together. */
export interface PairCounts {
  readonly frequent: FrequentItems
  readonly together: (left: number, right: number) => number
}

/** Counts pairs in one half of a square of four bytes each: memory does not grow with the baskets. */
export function countPairs(frequent: FrequentItems): {
  readonly add: (basket: Iterable<string>) => void
  readonly finish: () => PairCounts
} {
  const size = frequent.items.length
  const counts = new Uint32Array((size * (size - 1)) / 2)
  return {
    add(basket) {
      const places = placesOf(frequent, basket)
      for (let high = 1; high < places.length; high++) {
        const row = rowOf(places[high] as number)
        for (let low = 0; low < high; low++) {
          const cell = row + (places[low] as number)
          counts[cell] = (counts[cell] as number) + 1
        }
      }
    },
    finish: () => ({
      frequent,
      together: (left, right) => counts[rowOf(Math.max(left, right)) + Math.min(left, right)] as number,
    }),
  }
}

function rowOf(place: number): number {
  return (place * (place - 1)) / 2
}
