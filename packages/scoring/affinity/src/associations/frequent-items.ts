import type { AffinityRules } from '../affinity-options.ts'
import type { ItemCounts } from './count-items.ts'

/** The items that are frequent enough to be in a rule. */
export interface FrequentItems {
  /** Most frequent first, ties by name. */
  readonly items: readonly string[]
  readonly counts: Uint32Array
  readonly placeOf: ReadonlyMap<string, number>
  readonly baskets: number
  /** Baskets that a pair must share. */
  readonly minimum: number
  /** Frequent items that the limit on their number left out. */
  readonly leftOut: number
}

/**
 * Keeps the items that reach the minimum support alone: a pair with another one cannot reach it (the pruning
 * of Agrawal and Srikant 1994, “Fast Algorithms for Mining Association Rules”).
 */
export function frequentItems(
  { baskets, counts }: ItemCounts,
  rules: Pick<AffinityRules, 'minimumBaskets' | 'minimumSupport' | 'maximumItems'>,
): FrequentItems {
  const minimum = Math.max(1, rules.minimumBaskets, Math.ceil(rules.minimumSupport * baskets))
  const frequent = [...counts]
    .filter(([, count]) => count >= minimum)
    .sort(([left, leftCount], [right, rightCount]) => rightCount - leftCount || (left < right ? -1 : 1))
  const kept = frequent.slice(0, rules.maximumItems)
  return {
    items: kept.map(([item]) => item),
    counts: Uint32Array.from(kept, ([, count]) => count),
    placeOf: new Map(kept.map(([item], place) => [item, place])),
    baskets,
    minimum,
    leftOut: frequent.length - kept.length,
  }
}

/** The places of the frequent ones among some items, ascending. */
export function placesOf(frequent: FrequentItems, items: Iterable<string>): readonly number[] {
  const places: number[] = []
  for (const item of items) {
    const place = frequent.placeOf.get(item)
    if (place !== undefined) places.push(place)
  }
  return places.sort((left, right) => left - right)
}
