import { compileIdentifierTypes } from '../../identifier-types.ts'
import type { IdentifierType, IdentityFact, ResolvedGroup } from '../../types.ts'

/** Groups of one component that are checked pair by pair; of more, resolution checks the limits as it joins. */
const MAX_GROUPS = 300

/** Pairs of records whose groups would hold too many distinct values of a type together. */
export function limitBans(
  claimsOf: ReadonlyMap<string, IdentityFact['claims']>,
  groups: readonly ResolvedGroup[],
  types: readonly IdentifierType[],
): readonly (readonly [string, string])[] {
  if (groups.length > MAX_GROUPS) return []
  const compiled = compileIdentifierTypes(types)
  const held = groups.map(({ recordIds }) => {
    const values = new Map<string, Set<string>>()
    for (const recordId of recordIds) {
      for (const { type, value } of claimsOf.get(recordId) ?? []) {
        const known = compiled.get(type)
        if (known === undefined || known.limit === Number.POSITIVE_INFINITY || known.isBlocked(value))
          continue
        const own = values.get(type)
        if (own === undefined) values.set(type, new Set([value]))
        else own.add(value)
      }
    }
    return values
  })
  const bans: (readonly [string, string])[] = []
  for (let one = 0; one < groups.length; one++) {
    for (let two = one + 1; two < groups.length; two++) {
      const isBroken = [...held[one]!].some(([type, mine]) => {
        const theirs = held[two]!.get(type)
        return theirs !== undefined && new Set([...mine, ...theirs]).size > compiled.get(type)!.limit
      })
      if (isBroken) bans.push([groups[one]!.recordIds[0]!, groups[two]!.recordIds[0]!])
    }
  }
  return bans
}
