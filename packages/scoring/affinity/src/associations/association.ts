import type { AffinityRules } from '../affinity-options.ts'
import type { PairCounts } from './count-pairs.ts'

/** A rule: who has one item has the other, this often. */
export interface Association {
  readonly given: string
  readonly item: string
  /** Baskets, or contacts, with both. */
  readonly together: number
  readonly givenCount: number
  readonly itemCount: number
  /** All baskets, or contacts. */
  readonly baskets: number
  /** Part of all baskets that have both (Agrawal, Imieliński and Swami 1993). */
  readonly support: number
  /** Part of those with the given item that have the other (the same). */
  readonly confidence: number
  /**
   * Confidence over the part of all baskets with the other item: 1 when the two are independent (“interest” in
   * Brin, Motwani and Silverstein 1997).
   */
  readonly lift: number
}

/** Rules of one item, most confident first, ties by lift, then by name; empty for an item that is too rare. */
export type AssociationTable = ReadonlyMap<string, readonly Association[]>

/** Makes the rules of every pair that reaches the minimum support and lift, both ways round. */
export function associationsOf(
  { frequent, together }: PairCounts,
  { minimumLift, rulesPerItem }: Pick<AffinityRules, 'minimumLift' | 'rulesPerItem'>,
): AssociationTable {
  const { items, counts, baskets, minimum } = frequent
  const table = new Map<string, Association[]>()
  for (const [from, given] of items.entries()) {
    const rules: Association[] = []
    for (const [to, item] of items.entries()) {
      const both = from === to ? 0 : together(from, to)
      if (both < minimum) continue
      const givenCount = counts[from] as number
      const itemCount = counts[to] as number
      const lift = (both * baskets) / (givenCount * itemCount)
      if (lift <= minimumLift) continue
      rules.push({
        given,
        item,
        together: both,
        givenCount,
        itemCount,
        baskets,
        support: both / baskets,
        confidence: both / givenCount,
        lift,
      })
    }
    if (rules.length > 0) table.set(given, rules.sort(byConfidence).slice(0, rulesPerItem))
  }
  return table
}

/** Most confident first, ties by lift, then by names. */
export function byConfidence(left: Association, right: Association): number {
  return (
    right.confidence - left.confidence ||
    right.lift - left.lift ||
    (left.item < right.item ? -1 : left.item > right.item ? 1 : left.given < right.given ? -1 : 1)
  )
}
