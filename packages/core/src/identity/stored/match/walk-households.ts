import type { StorageTransaction } from '../../../ports/storage.ts'
import { type HouseholdPair, householdsOf } from '../../match/households.ts'
import type { Household } from '../../match/resolve-types.ts'

/** The households around some contacts, as they are now. */
export interface HouseholdWalk {
  /** The household of each of the contacts, and of everybody whom links lead to from them. */
  readonly of: ReadonlyMap<string, Household>
  /**
   * Everybody whom links lead to from some contacts, and these: more than their households where a chain is long. A
   * link that comes or goes may group all of them anew.
   */
  readonly around: (contactIds: Iterable<string>) => ReadonlySet<string>
}

/**
 * Finds the households that some contacts live in: those that the whole base would give, by walking the links of these
 * contacts alone. Who lives alone is a household of one, under their own id.
 */
export async function walkHouseholds(
  tx: StorageTransaction,
  contactIds: Iterable<string>,
): Promise<HouseholdWalk> {
  const pairs = new Map<string, HouseholdPair>()
  const seen = new Set(contactIds)
  let arrived: readonly string[] = [...seen]
  while (arrived.length > 0) {
    const records = await tx.records.ofContacts(arrived)
    const links = (await tx.links.ofRecords(records.map(({ recordId }) => recordId))).filter(
      ({ kind }) => kind === 'household',
    )
    if (links.length === 0) break
    const contactOf = await tx.records.contactsOf([...new Set(links.flatMap(({ a, b }) => [a, b]))])
    const next: string[] = []
    for (const link of links) {
      const a = contactOf.get(link.a)
      const b = contactOf.get(link.b)
      if (a === undefined || b === undefined || a === b) continue
      pairs.set(`${link.a}\u0000${link.b}`, { a, b, chance: link.weight ?? 0 })
      for (const contactId of [a, b]) {
        if (seen.has(contactId)) continue
        seen.add(contactId)
        next.push(contactId)
      }
    }
    arrived = next
  }
  const all = [...pairs.values()]
  const of = new Map<string, Household>()
  for (const household of householdsOf(all))
    for (const contactId of household.contactIds) of.set(contactId, household)
  for (const contactId of seen)
    if (!of.has(contactId)) of.set(contactId, { id: contactId, contactIds: [contactId] })
  return { of, around: (from) => reachedFrom(from, all) }
}

function reachedFrom(contactIds: Iterable<string>, pairs: readonly HouseholdPair[]): ReadonlySet<string> {
  const beside = new Map<string, string[]>()
  for (const { a, b } of pairs) {
    beside.set(a, [...(beside.get(a) ?? []), b])
    beside.set(b, [...(beside.get(b) ?? []), a])
  }
  const reached = new Set(contactIds)
  // A set that grows while it is gone through is gone through to its end.
  for (const contactId of reached) for (const other of beside.get(contactId) ?? []) reached.add(other)
  return reached
}
