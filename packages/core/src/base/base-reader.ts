import type { Contact } from '../model/contact.ts'
import type { JsonObject } from '../model/json.ts'
import type { BaseReader, BundleParts, ContactBundle } from '../ports/base-reader.ts'
import type { Storage, StorageTransaction } from '../ports/storage.ts'
import { refuseAborted } from '../runtime/refuse-aborted.ts'
import { yieldTurn } from '../runtime/yield-turn.ts'
import { byContact } from './group-by.ts'

/** Contacts, or rows, that are in memory at a time. */
const PAGE = 500

/** Makes the reader over all contacts of a storage. */
export function createBaseReader(storage: Storage): BaseReader {
  return {
    contacts: (parts, options = {}) => readContacts(storage, parts, options.signal),
    rows: (table, options = {}) =>
      readPages(
        (after) => storage.transaction((tx) => tx.rows.scan(table, { after, limit: PAGE })),
        (row) => row.key,
        options.signal,
      ),
    countContacts: () => storage.transaction((tx) => tx.contacts.count()),
    countRecords: () => storage.transaction((tx) => tx.records.count()),
    countMembers: (segmentId) => storage.transaction((tx) => tx.memberships.count(segmentId)),
    countMembersAt: async (segmentId, at) => {
      let members = 0
      const page = (after: string | undefined) =>
        storage.transaction((tx) => tx.memberships.membersAt(segmentId, at, { after, limit: PAGE }))
      for await (const _ of readPages(page, (contactId) => contactId, undefined)) members++
      return members
    },
    changesOf: (contactIds) => storage.transaction((tx) => tx.memberships.changesOf(contactIds)),
  }
}

/** Every element of a paged read, page after page; the process has its turn between two. */
export async function* readPages<Element>(
  read: (after: string | undefined) => Promise<readonly Element[]>,
  keyOf: (element: Element) => string,
  signal: AbortSignal | undefined,
): AsyncGenerator<Element> {
  let after: string | undefined
  for (;;) {
    refuseAborted(signal)
    const page = await read(after)
    yield* page
    const last = page.at(-1)
    if (last === undefined || page.length < PAGE) return
    after = keyOf(last)
    await yieldTurn()
  }
}

async function* readContacts(
  storage: Storage,
  parts: BundleParts,
  signal: AbortSignal | undefined,
): AsyncGenerator<ContactBundle> {
  const page = (after: string | undefined) =>
    storage.transaction(async (tx) => bundlesOf(tx, await tx.contacts.scan({ after, limit: PAGE }), parts))
  yield* readPages(page, (bundle) => bundle.contact.contactId, signal)
}

async function bundlesOf(
  tx: StorageTransaction,
  contacts: readonly Contact[],
  parts: BundleParts,
): Promise<readonly ContactBundle[]> {
  if (contacts.length === 0) return []
  const contactIds = contacts.map((contact) => contact.contactId)
  const wanted = <Element>(
    names: readonly string[] | boolean | undefined,
    read: () => Promise<readonly Element[]>,
  ) =>
    names === undefined || names === false || (Array.isArray(names) && names.length === 0)
      ? Promise.resolve<readonly Element[]>([])
      : read()

  const rows = byContact(await wanted(parts.tables, () => tx.rows.ofContacts(contactIds, parts.tables ?? [])))
  const events = byContact(
    await wanted(parts.events, () => tx.events.find({ contactIds, names: parts.events })),
  )
  const records = byContact(await wanted(parts.records, () => tx.records.ofContacts(contactIds)))
  const consents = byContact(await wanted(parts.consents, () => tx.consents.ofContacts(contactIds)))
  const scores = byContact(await wanted(parts.scores, () => tx.scores.latestOf(contactIds)))
  const memberships = byContact(await wanted(parts.segments, () => tx.memberships.ofContacts(contactIds)))

  return contacts.map((contact) => {
    const { contactId } = contact
    const values: Record<string, JsonObject> = {}
    for (const score of scores.get(contactId) ?? []) values[score.scorerId] = score.values
    return {
      contact,
      rows: rows.get(contactId) ?? [],
      events: events.get(contactId) ?? [],
      records: records.get(contactId) ?? [],
      consents: consents.get(contactId) ?? [],
      scores: values,
      segments: (memberships.get(contactId) ?? [])
        .filter((membership) => membership.member)
        .map((membership) => membership.segmentId),
    }
  })
}
