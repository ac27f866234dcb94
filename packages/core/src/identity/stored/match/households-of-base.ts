import type { Scorer } from '../../../ports/scorer.ts'
import type { Storage } from '../../../ports/storage.ts'
import { type HouseholdPair, householdsOf } from '../../match/households.ts'
import type { Household } from '../../match/resolve-types.ts'
import { foundPairs } from './found-pairs.ts'

/** The households of the contacts of a base, from the pairs that the matcher linked. */
export async function householdsOfBase(
  storage: Storage,
  signal: AbortSignal | undefined,
): Promise<readonly Household[]> {
  const pairs: HouseholdPair[] = []
  for await (const page of foundPairs(storage, ['household'], { signal }))
    for (const { link, contactA, contactB } of page)
      if (contactA !== contactB) pairs.push({ a: contactA, b: contactB, chance: link.weight ?? 0 })
  return householdsOf(pairs)
}

/** Makes the household of every contact readable: `household.id` and `household.size` in conditions and templates. */
export function householdScorer(storage: Storage): Scorer {
  return {
    id: 'household',
    values: { id: 'string', size: 'number' },
    score: async function* ({ base, signal }) {
      const householdOf = new Map<string, Household>()
      for (const household of await householdsOfBase(storage, signal))
        for (const contactId of household.contactIds) householdOf.set(contactId, household)
      // Who lives alone is a household of one: `household.size` is there for everybody.
      for await (const { contact } of base.contacts({}, { signal })) {
        const { contactId } = contact
        const household = householdOf.get(contactId)
        const values = { id: household?.id ?? contactId, size: household?.contactIds.length ?? 1 }
        yield { contactId, values }
      }
    },
  }
}
