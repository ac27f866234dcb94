import { compareText } from '../compare-text.ts'
import type { CompiledIdentifierType } from '../identifier-types.ts'
import type { IdentityFact } from '../types.ts'

/** A record of the component, with the values that it claims. */
export interface Member {
  readonly recordId: string
  readonly observedAt: number
  readonly claims: readonly Claim[]
}

/** A value that a record claims. */
export interface Claim {
  readonly value: Value
  readonly verified: boolean
}

/** A value of an identifier with the records that claim it. */
export interface Value {
  readonly type: CompiledIdentifierType
  readonly value: string
  readonly members: number[]
  generic: boolean
  /** A record of each group that has this value, by order of arrival at the value. */
  readonly holders: number[]
}

/** Reads the records in their total order, each once, and gathers their values. */
export function readMembers(
  facts: readonly IdentityFact[],
  types: ReadonlyMap<string, CompiledIdentifierType>,
  values: Value[],
): readonly Member[] {
  const merged = new Map<string, { observedAt: number; claims: IdentityFact['claims'][number][] }>()
  for (const fact of facts) {
    const same = merged.get(fact.recordId)
    if (same === undefined)
      merged.set(fact.recordId, { observedAt: fact.observedAt, claims: [...fact.claims] })
    else {
      same.observedAt = Math.min(same.observedAt, fact.observedAt)
      same.claims.push(...fact.claims)
    }
  }
  const sorted = [...merged].sort(
    ([idA, a], [idB, b]) => a.observedAt - b.observedAt || compareText(idA, idB),
  )
  const known = new Map<string, Value>()
  return sorted.map(([recordId, { observedAt, claims }], index): Member => {
    const own = new Map<Value, boolean>()
    for (const claim of claims) {
      const type = types.get(claim.type)
      if (type === undefined) continue
      const key = `${claim.type}\u0000${claim.value}`
      let value = known.get(key)
      if (value === undefined) {
        if (type.isBlocked(claim.value)) continue
        value = { type, value: claim.value, members: [], generic: false, holders: [] }
        known.set(key, value)
        values.push(value)
      }
      if (!own.has(value)) value.members.push(index)
      own.set(value, (own.get(value) ?? false) || claim.verified === true)
    }
    return { recordId, observedAt, claims: [...own].map(([value, verified]) => ({ value, verified })) }
  })
}

/**
 * Does the value go with more distinct people than its type allows? A record speaks for the person of its heaviest
 * strong or limited identifier other than the value itself.
 */
export function isGeneric(value: Value, members: readonly Member[]): boolean {
  if (value.members.length <= value.type.maxContacts) return false
  const people = new Set<Value>()
  for (const index of value.members) {
    let heaviest: Value | undefined
    for (const { value: other } of members[index]!.claims) {
      if (other === value || !(other.type.strong || other.type.limit < Number.POSITIVE_INFINITY)) continue
      if (heaviest === undefined || compareValues(other, heaviest) < 0) heaviest = other
    }
    if (heaviest !== undefined) people.add(heaviest)
  }
  return people.size > value.type.maxContacts
}

/** Heavier types first, then by name and value. */
export function compareValues(a: Value, b: Value): number {
  return (
    b.type.weight - a.type.weight || compareText(a.type.type, b.type.type) || compareText(a.value, b.value)
  )
}
