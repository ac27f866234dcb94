import { isHouseholdPair } from '../../match/households.ts'
import type { IdentityModel } from '../../match/match-model.ts'
import type { IdentityFact } from '../../types.ts'
import type { Sheet } from './sheet.ts'

/** Kinds of columns whose values a household may share. */
const SHARED = new Set(['email', 'phone'])

/** Records with one value that are compared pair by pair; beyond that a value says nothing about a household. */
const MAX_HOLDERS = 50

/**
 * Pairs of records that share an address or a number and are, by all else, two members of one household: father and
 * son with the family's mailbox are two people. Records that share another identifier are left alone: they name one
 * account.
 */
export function relativesOf(
  facts: readonly IdentityFact[],
  rowOf: (recordId: string) => number,
  model: IdentityModel,
  sheet: Sheet,
): readonly (readonly [string, string])[] {
  const isShared = (type: string): boolean => SHARED.has(model.columns[type] ?? '')
  const holders = new Map<string, IdentityFact[]>()
  for (const fact of facts) {
    for (const { type, value } of fact.claims) {
      if (!isShared(type)) continue
      const key = `${type}\u0000${value}`
      const known = holders.get(key)
      if (known === undefined) holders.set(key, [fact])
      else if (!known.includes(fact)) known.push(fact)
    }
  }
  const seen = new Set<string>()
  const pairs: (readonly [string, string])[] = []
  for (const held of holders.values()) {
    if (held.length < 2 || held.length > MAX_HOLDERS) continue
    for (let one = 0; one < held.length; one++) {
      for (let two = one + 1; two < held.length; two++) {
        const [a, b] = [held[one]!, held[two]!]
        const pair = `${a.recordId}\u0000${b.recordId}`
        if (seen.has(pair)) continue
        seen.add(pair)
        const { weight, household } = sheet.scorer.of(rowOf(a.recordId), rowOf(b.recordId))
        if (weight >= model.threshold || !isHouseholdPair(household) || sharesAccount(a, b, isShared))
          continue
        pairs.push([a.recordId, b.recordId])
      }
    }
  }
  return pairs
}

function sharesAccount(a: IdentityFact, b: IdentityFact, isShared: (type: string) => boolean): boolean {
  return a.claims.some(
    (mine) =>
      !isShared(mine.type) &&
      b.claims.some((theirs) => theirs.type === mine.type && theirs.value === mine.value),
  )
}
