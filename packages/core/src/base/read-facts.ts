import type { ProgramNeeds } from '../engine/program.ts'
import type { Household } from '../identity/match/resolve-types.ts'
import { walkHouseholds } from '../identity/stored/match/walk-households.ts'
import type { Contact } from '../model/contact.ts'
import type { Instant } from '../model/instant.ts'
import type { JsonObject } from '../model/json.ts'
import type { StorageTransaction } from '../ports/storage.ts'
import { createFactStore, type FactStore } from '../profile/facts.ts'
import { householdFacts } from '../profile/household-facts.ts'
import { type LinkSettings, loadLinkedRows } from '../profile/linked-rows.ts'
import { byContact } from './group-by.ts'

/** What reading facts needs to know of the instance. */
export interface FactSettings extends LinkSettings {
  readonly defaultZone: string
}

/** What conditions need of some contacts, as far back as they look from an instant; read only, all in bulk. */
export async function readFacts(
  tx: StorageTransaction,
  contacts: readonly Contact[],
  needs: ProgramNeeds,
  at: Instant,
  settings: FactSettings,
): Promise<ReadonlyMap<string, FactStore>> {
  const stores = storesOf(contacts, settings)
  const households = needs.households ? await householdsOf(tx, stores) : []
  const mates = matesOf(households, stores, settings)
  await fill(tx, new Map([...stores, ...mates]), needs, at, settings)
  if (needs.scores) await fillScores(tx, stores)
  for (const household of households) {
    const members = household.contactIds.map((id) => (stores.get(id) ?? mates.get(id)) as FactStore)
    const facts = householdFacts(household, members, settings.defaultZone)
    for (const member of members) member.setHousehold(facts)
  }
  return stores
}

/**
 * Gives contacts whose own facts come in one by one the facts of those who live with them, whole from the start: what
 * lies in the future of an instant counts for nothing at it.
 */
export async function addHousemates(
  tx: StorageTransaction,
  stores: ReadonlyMap<string, FactStore>,
  needs: ProgramNeeds,
  at: Instant,
  settings: FactSettings,
): Promise<void> {
  const households = await householdsOf(tx, stores)
  const mates = matesOf(households, new Map(), settings)
  await fill(tx, mates, needs, at, settings)
  for (const household of households)
    for (const contactId of household.contactIds) {
      const members = household.contactIds.map((id) => (id === contactId ? stores : mates).get(id))
      stores
        .get(contactId)
        ?.setHousehold(householdFacts(household, members as FactStore[], settings.defaultZone))
    }
}

function storesOf(contacts: readonly Contact[], { defaultZone }: FactSettings): Map<string, FactStore> {
  return new Map(contacts.map((contact) => [contact.contactId, createFactStore(contact, defaultZone)]))
}

/** The households of more than one of some contacts. */
async function householdsOf(
  tx: StorageTransaction,
  stores: ReadonlyMap<string, FactStore>,
): Promise<readonly Household[]> {
  const { of } = await walkHouseholds(tx, stores.keys())
  const found = new Set([...stores.keys()].map((contactId) => of.get(contactId) as Household))
  return [...found].filter(({ contactIds }) => contactIds.length > 1)
}

/** Empty facts of those who live there and are not known: of them nothing but events and rows is ever read. */
function matesOf(
  households: readonly Household[],
  known: ReadonlyMap<string, FactStore>,
  settings: FactSettings,
): Map<string, FactStore> {
  const ids = new Set(households.flatMap(({ contactIds }) => contactIds))
  return storesOf([...ids].filter((contactId) => !known.has(contactId)).map(nobodyElse), settings)
}

function nobodyElse(contactId: string): Contact {
  return { contactId, fields: {}, createdAt: 0, updatedAt: 0, lastSeenAt: undefined, version: 0 }
}

async function fill(
  tx: StorageTransaction,
  stores: ReadonlyMap<string, FactStore>,
  needs: ProgramNeeds,
  at: Instant,
  settings: FactSettings,
): Promise<void> {
  const contactIds = [...stores.keys()]
  if (contactIds.length === 0) return
  if (needs.events.length > 0) {
    const since = needs.lookBack === Number.POSITIVE_INFINITY ? undefined : at - needs.lookBack
    const events = await tx.events.find({ contactIds, names: needs.events, since })
    for (const event of [...events].sort((a, b) => a.occurredAt - b.occurredAt))
      stores.get(event.contactId)?.addEvent(event.name, event)
  }
  if (needs.tables.length > 0)
    for (const row of await tx.rows.ofContacts(contactIds, needs.tables))
      if (row.contactId !== undefined) stores.get(row.contactId)?.putRow(row.table, row)
  await loadLinkedRows(tx, stores.values(), needs, settings)
}

async function fillScores(tx: StorageTransaction, stores: ReadonlyMap<string, FactStore>): Promise<void> {
  for (const [contactId, scores] of byContact(await tx.scores.latestOf([...stores.keys()]))) {
    const values: Record<string, JsonObject> = {}
    for (const score of scores) values[score.scorerId] = score.values
    stores.get(contactId)?.setScores(values)
  }
}
