import type { EventShape } from '../conditions/environment.ts'
import type { ProgramNeeds } from '../engine/program.ts'
import type { Contact } from '../model/contact.ts'
import type { Instant } from '../model/instant.ts'
import type { JsonObject } from '../model/json.ts'
import type { TableDeclaration } from '../model/table.ts'
import type { StorageTransaction } from '../ports/storage.ts'
import { createFactStore, type FactStore } from '../profile/facts.ts'
import { loadLinkedRows } from '../profile/linked-rows.ts'
import { byContact } from './group-by.ts'

/** What conditions need of some contacts, as far back as they look from an instant; read only, all in bulk. */
export async function readFacts(
  tx: StorageTransaction,
  contacts: readonly Contact[],
  needs: ProgramNeeds,
  at: Instant,
  settings: {
    readonly defaultZone: string
    readonly tables: ReadonlyMap<string, TableDeclaration>
    readonly events?: ReadonlyMap<string, EventShape> | undefined
  },
): Promise<ReadonlyMap<string, FactStore>> {
  const contactIds = contacts.map((contact) => contact.contactId)
  const stores = new Map(
    contacts.map((contact) => [contact.contactId, createFactStore(contact, settings.defaultZone)]),
  )
  if (needs.events.length > 0) {
    const since = needs.lookBack === Number.POSITIVE_INFINITY ? undefined : at - needs.lookBack
    const events = await tx.events.find({ contactIds, names: needs.events, since })
    for (const event of [...events].sort((a, b) => a.occurredAt - b.occurredAt))
      stores.get(event.contactId)?.addEvent(event.name, event)
  }
  if (needs.tables.length > 0)
    for (const row of await tx.rows.ofContacts(contactIds, needs.tables))
      if (row.contactId !== undefined) stores.get(row.contactId)?.putRow(row.table, row)
  if (needs.scores)
    for (const [contactId, scores] of byContact(await tx.scores.latestOf(contactIds))) {
      const values: Record<string, JsonObject> = {}
      for (const score of scores) values[score.scorerId] = score.values
      stores.get(contactId)?.setScores(values)
    }
  await loadLinkedRows(tx, stores.values(), [], needs, settings.tables, settings.events)
  return stores
}
