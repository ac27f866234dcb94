import { compareText } from '../compare-text.ts'
import type { Household } from './resolve-types.ts'

/** Least chance of "one household" of a pair that makes one. */
const LEAST_CHANCE = 0.6

/** A household of more contacts is first looked at with a higher chance: it may be a block of flats. */
const MAX_CONTACTS = 10

/** Two contacts of which some records look like one household. */
export interface HouseholdPair {
  readonly a: string
  readonly b: string
  readonly chance: number
}

/** Is this pair enough for a household? */
export function isHouseholdPair(chance: number): boolean {
  return chance >= LEAST_CHANCE
}

/** The households that pairs of contacts make. */
export function householdsOf(pairs: readonly HouseholdPair[]): readonly Household[] {
  return grouped(pairs, LEAST_CHANCE).sort((a, b) => compareText(a.id, b.id))
}

function grouped(pairs: readonly HouseholdPair[], least: number): Household[] {
  const parents = new Map<string, string>()
  const rootOf = (id: string): string => {
    let at = id
    for (let up = parents.get(at); up !== undefined; up = parents.get(at)) {
      const further = parents.get(up)
      if (further !== undefined) parents.set(at, further)
      at = up
    }
    return at
  }
  const kept = pairs.filter(({ chance }) => chance >= least)
  for (const { a, b } of kept) {
    const one = rootOf(a)
    const two = rootOf(b)
    if (one === two) continue
    const [first, other] = one < two ? [one, two] : [two, one]
    parents.set(other, first)
  }
  const members = new Map<string, Set<string>>()
  for (const { a, b } of kept) {
    const root = rootOf(a)
    members.set(root, (members.get(root) ?? new Set()).add(a).add(b))
  }
  const tooMany = new Set<string>()
  const households: Household[] = []
  for (const [id, contacts] of members) {
    if (contacts.size > MAX_CONTACTS && least < 0.99) tooMany.add(id)
    else households.push({ id, contactIds: [...contacts].sort(compareText) })
  }
  if (tooMany.size > 0) {
    const again = kept.filter(({ a }) => tooMany.has(rootOf(a)))
    households.push(...grouped(again, 1 - (1 - least) / 3))
  }
  return households
}
