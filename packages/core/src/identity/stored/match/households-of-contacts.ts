import type { StorageTransaction } from '../../../ports/storage.ts'
import { type HouseholdPair, householdsOf } from '../../match/households.ts'
import type { Household } from '../../match/resolve-types.ts'

/**
 * The households that some contacts live in, as they are now: those that the whole base would give, found by walking
 * the links of these contacts alone. Who lives alone is a household of one, under their own id.
 */
export async function householdsOfContacts(
  tx: StorageTransaction,
  contactIds: readonly string[],
): Promise<ReadonlyMap<string, Household>> {
  const pairs = new Map<string, HouseholdPair>()
  const seen = new Set(contactIds)
  let arrived: readonly string[] = contactIds
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
  const households = new Map<string, Household>()
  for (const household of householdsOf([...pairs.values()]))
    for (const contactId of household.contactIds) households.set(contactId, household)
  return new Map(contactIds.map((id) => [id, households.get(id) ?? { id, contactIds: [id] }]))
}
