import type { ContactAlias, ContactRepository } from '@clientele/core'
import type { Tables } from '../tables.ts'
import { removeRecords } from './records.ts'

export function contactRepository(tables: Tables): ContactRepository {
  const { contacts } = tables
  return {
    byIds: async (contactIds) => contacts.pick(contactIds),
    put: async (changed) => contacts.put(changed),
    touch: async (touched) => {
      for (const { contactId, version, lastSeenAt } of touched) {
        contacts.put(contacts.pick([contactId]).map((contact) => ({ ...contact, version, lastSeenAt })))
      }
    },
    absorb: async (aliases) => {
      for (const alias of aliases) absorb(tables, alias)
    },
    erase: async (contactIds) => erase(tables, contactIds),
    resolve: async (contactIds) => {
      const resolved = new Map<string, string>()
      for (const id of contactIds) {
        const live = liveOf(tables, id)
        if (live !== undefined) resolved.set(id, live)
      }
      return resolved
    },
    aliasesOf: async (contactIds) => former(tables, contactIds),
    scan: async (page) => contacts.page(page),
    count: async () => contacts.size(),
  }
}

/** The live contact that an id stands for. Aliases point on at each merge, so one step is enough. */
function liveOf({ contacts, aliases }: Tables, id: string): string | undefined {
  if (contacts.get(id) !== undefined) return id
  const to = aliases.get(id)?.to
  return to !== undefined && contacts.get(to) !== undefined ? to : undefined
}

/** The ids for which contacts stand; one that came back stands for itself. */
function former({ aliases, contacts }: Tables, contactIds: readonly string[]): readonly string[] {
  return aliases
    .find('to', contactIds)
    .map(({ from }) => from)
    .filter((id) => contacts.get(id) === undefined)
}

/** What a merge does to each kind of row of the contact that ends. */
function absorb(tables: Tables, alias: ContactAlias): void {
  const { contacts, aliases, changes, messages, runs, memberships, scores, traits, traitChanges } = tables
  const contactId = alias.to
  const ended = [alias.from]
  contacts.remove(contacts.pick(ended))
  changes.put(changes.find('contact', ended).map((row) => ({ ...row, contactId })))
  messages.put(messages.find('contact', ended).map((row) => ({ ...row, contactId })))
  runs.put(runs.find('contact', ended).map((row) => ({ ...row, contactId })))
  memberships.removeBy('contact', ended)
  scores.removeBy('contact', ended)
  traits.removeBy('contact', ended)
  traitChanges.removeBy('contact', ended)
  aliases.put(aliases.find('to', ended).map((row) => ({ ...row, to: alias.to })))
  aliases.put([alias])
}

function erase(tables: Tables, contactIds: readonly string[]): void {
  const { aliases, contacts, identityLog, records } = tables
  identityLog.removeBy('contact', [...contactIds, ...former(tables, contactIds)])
  removeRecords(
    tables,
    records.find('contact', contactIds).map(({ recordId }) => recordId),
  )
  tables.events.removeBy('contact', contactIds)
  tables.rows.removeBy('contact', contactIds)
  tables.consents.removeBy('contact', contactIds)
  tables.scores.removeBy('contact', contactIds)
  tables.traits.removeBy('contact', contactIds)
  tables.traitChanges.removeBy('contact', contactIds)
  tables.memberships.removeBy('contact', contactIds)
  tables.changes.removeBy('contact', contactIds)
  tables.runs.removeBy('contact', contactIds)
  tables.messages.removeBy('contact', contactIds)
  aliases.removeBy('to', contactIds)
  aliases.remove(aliases.pick(contactIds))
  contacts.remove(contacts.pick(contactIds))
}
