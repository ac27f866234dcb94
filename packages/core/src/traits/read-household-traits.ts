import type { DefinitionBook } from '../engine/definition-book.ts'
import { householdsOfContacts } from '../identity/stored/match/households-of-contacts.ts'
import type { Kernel } from '../kernel.ts'
import type { Instant } from '../model/instant.ts'
import type { StorageTransaction } from '../ports/storage.ts'
import { mustFind } from '../profile/find-contact.ts'
import { refuseAborted } from '../runtime/refuse-aborted.ts'
import { yieldTurn } from '../runtime/yield-turn.ts'
import { explainTrait } from './explain.ts'
import { householdFacts } from './household-facts.ts'
import { compileHouseholdTraits, type ProgramTrait } from './program-trait.ts'
import { factsForTraits, readingsOf } from './read-traits.ts'
import type { HouseholdTraits, TraitExplanation } from './traits-api.ts'

/** Contacts whose households are in memory at a time. */
const PAGE = 200

/** The traits of households, at the versions that are stored. */
export function householdTraitsOf(book: DefinitionBook): readonly ProgramTrait[] {
  const versions = new Map(book.stored().traits.map((one) => [one.definition.id, one.version]))
  return compileHouseholdTraits(versions, book.environment())
}

/** The traits of the household that a contact lives in. @throws `NOT_FOUND` */
export async function readHousehold(
  tx: StorageTransaction,
  kernel: Kernel,
  contactId: string,
  traits: readonly ProgramTrait[],
  at: Instant,
): Promise<HouseholdTraits> {
  const { contactId: live } = await mustFind(tx, contactId)
  const [found] = await factsOfHouseholds(tx, kernel, [live], traits, at)
  const { householdId, contactIds, facts } = found as HouseholdFacts
  return { householdId, contactIds, traits: readingsOf(traits, facts, at) }
}

/** A trait of the household that a contact lives in, explained. @throws `NOT_FOUND` */
export async function explainHousehold(
  tx: StorageTransaction,
  kernel: Kernel,
  contactId: string,
  trait: ProgramTrait,
  at: Instant,
): Promise<TraitExplanation> {
  const { contactId: live } = await mustFind(tx, contactId)
  const [found] = await factsOfHouseholds(tx, kernel, [live], [trait], at)
  return explainTrait(trait.compiled, (found as HouseholdFacts).facts, at, () => trait.version)
}

/** Every household of the base once, with its traits: at the turn of the contact whose id it has. */
export async function* eachHousehold(
  kernel: Kernel,
  traits: readonly ProgramTrait[],
  at: Instant,
  signal: AbortSignal | undefined,
): AsyncGenerator<HouseholdTraits> {
  let after: string | undefined
  for (;;) {
    refuseAborted(signal)
    const page = await kernel.storage.transaction(async (tx) => {
      const ids = (await tx.contacts.scan({ after, limit: PAGE })).map(({ contactId }) => contactId)
      return { ids, households: await factsOfHouseholds(tx, kernel, ids, traits, at) }
    })
    const turns = new Set(page.ids)
    for (const { householdId, contactIds, facts } of page.households)
      if (turns.has(householdId)) yield { householdId, contactIds, traits: readingsOf(traits, facts, at) }
    if (page.ids.length < PAGE) return
    after = page.ids.at(-1)
    await yieldTurn()
  }
}

interface HouseholdFacts extends Pick<HouseholdTraits, 'householdId' | 'contactIds'> {
  readonly facts: ReturnType<typeof householdFacts>
}

/** The households of some contacts, each once, with the facts of all who live there; in bulk. */
async function factsOfHouseholds(
  tx: StorageTransaction,
  kernel: Kernel,
  contactIds: readonly string[],
  traits: readonly ProgramTrait[],
  at: Instant,
): Promise<readonly HouseholdFacts[]> {
  const households = new Set((await householdsOfContacts(tx, contactIds)).values())
  const members = await tx.contacts.byIds([...new Set([...households].flatMap((one) => one.contactIds))])
  const facts = await factsForTraits(tx, members, traits, kernel, at)
  return [...households].map(({ id, contactIds }) => {
    const theirs = contactIds.flatMap((contactId) => facts.get(contactId) ?? [])
    return { householdId: id, contactIds, facts: householdFacts(id, theirs, kernel.defaultZone) }
  })
}
