import type { Household } from '../identity/match/resolve-types.ts'
import { walkHouseholds } from '../identity/stored/match/walk-households.ts'
import type { Kernel } from '../kernel.ts'
import type { StorageTransaction } from '../ports/storage.ts'
import type { ContactState } from './contact-state.ts'
import { householdFacts } from './household-facts.ts'
import { loadOwnStates } from './load-own-states.ts'

/**
 * Loads the working states of live contacts and of those who live with them, locked until the end of the transaction,
 * and makes them known to each other.
 */
export async function loadWithHousemates(
  tx: StorageTransaction,
  contactIds: ReadonlySet<string>,
  kernel: Pick<Kernel, 'cache' | 'program' | 'now' | 'storage'>,
): Promise<Map<string, ContactState>> {
  let { of } = await walkHouseholds(tx, contactIds)
  const states = await loadOwnStates(tx, livingWith(contactIds, of), kernel)
  if (kernel.storage.capabilities.multiWorker) {
    // Whoever moved in before the contacts were locked: from now on nobody does.
    of = (await walkHouseholds(tx, contactIds)).of
    const late = livingWith(contactIds, of).filter((contactId) => !states.has(contactId))
    for (const [contactId, state] of await loadOwnStates(tx, late, kernel)) states.set(contactId, state)
  }
  joinHousemates(states, of, kernel)
  return states
}

/** Some contacts, and those who live with them. */
export function livingWith(
  contactIds: Iterable<string>,
  of: ReadonlyMap<string, Household>,
): readonly string[] {
  const all = new Set<string>()
  for (const contactId of contactIds)
    for (const mate of of.get(contactId)?.contactIds ?? [contactId]) all.add(mate)
  return [...all]
}

/** Makes open states of one household known to each other: each reads what the others have at any moment. */
export function joinHousemates(
  states: ReadonlyMap<string, ContactState>,
  of: ReadonlyMap<string, Household>,
  kernel: Pick<Kernel, 'program'>,
): void {
  const done = new Set<Household>()
  for (const contactId of states.keys()) {
    const household = of.get(contactId)
    if (household === undefined || done.has(household)) continue
    done.add(household)
    const members = household.contactIds.flatMap((id) => states.get(id) ?? [])
    const facts = householdFacts(
      household,
      members.map((one) => one.facts),
      kernel.program().defaultZone,
    )
    for (const member of members) {
      member.housemates = members.filter((one) => one !== member)
      member.facts.setHousehold(facts)
    }
  }
}
