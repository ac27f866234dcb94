import type { HouseholdFacts } from '../conditions/facts.ts'
import type { Kernel } from '../kernel.ts'
import type { Contact } from '../model/contact.ts'
import type { Instant } from '../model/instant.ts'
import type { StorageTransaction } from '../ports/storage.ts'
import { mustFind } from '../profile/find-contact.ts'
import { refuseAborted } from '../runtime/refuse-aborted.ts'
import { yieldTurn } from '../runtime/yield-turn.ts'
import { isOfHouseholds, type ProgramTrait } from './program-trait.ts'
import { factsForTraits, readingsOf } from './read-traits.ts'
import type { HouseholdTraits } from './traits-api.ts'

/** Contacts whose households are in memory at a time. */
const PAGE = 200

/** The traits of the household that a contact lives in. @throws `NOT_FOUND` */
export async function readHousehold(
  tx: StorageTransaction,
  kernel: Kernel,
  contactId: string,
  at: Instant,
): Promise<HouseholdTraits> {
  const traits = householdTraits(kernel)
  const [found] = await householdsOf(tx, kernel, [await mustFind(tx, contactId)], traits, at)
  return answerOf(found as HouseholdFacts, traits, at)
}

/** Every household of the base once, with its traits: at the turn of the contact whose id it has. */
export async function* eachHousehold(
  kernel: Kernel,
  at: Instant,
  signal: AbortSignal | undefined,
): AsyncGenerator<HouseholdTraits> {
  const traits = householdTraits(kernel)
  let after: string | undefined
  for (;;) {
    refuseAborted(signal)
    const { contacts, households } = await kernel.storage.transaction(async (tx) => {
      const contacts = await tx.contacts.scan({ after, limit: PAGE })
      return { contacts, households: await householdsOf(tx, kernel, contacts, traits, at) }
    })
    const turns = new Set(contacts.map(({ contactId }) => contactId))
    for (const household of households)
      if (turns.has(household.contactId)) yield answerOf(household, traits, at)
    if (contacts.length < PAGE) return
    after = contacts.at(-1)?.contactId
    await yieldTurn()
  }
}

function householdTraits(kernel: Kernel): readonly ProgramTrait[] {
  return kernel.program().traits.filter(({ compiled }) => isOfHouseholds(compiled.definition))
}

/** The households of some contacts, each once. */
async function householdsOf(
  tx: StorageTransaction,
  kernel: Kernel,
  contacts: readonly Contact[],
  traits: readonly ProgramTrait[],
  at: Instant,
): Promise<readonly HouseholdFacts[]> {
  const facts = await factsForTraits(tx, contacts, traits, kernel, at, { households: true })
  return [...new Set([...facts.values()].flatMap(({ household }) => household ?? []))]
}

function answerOf(household: HouseholdFacts, traits: readonly ProgramTrait[], at: Instant): HouseholdTraits {
  const { contactId: householdId, contactIds } = household
  return { householdId, contactIds, traits: readingsOf(traits, household, at) }
}
