import type { RecordLink, Storage } from '../../../src/index.ts'

const ALL = { limit: 1_000_000 }

/** What identity made of a base. */
export interface Observed {
  /** Contacts by their ids, each as its records, golden values and first instant. */
  readonly contacts: ReadonlyMap<string, string>
  /** Record ids of each contact, as text. */
  readonly contactOf: ReadonlyMap<string, string>
  readonly links: readonly RecordLink[]
}

/** Looks at a base. */
export function observe(storage: Storage): Promise<Observed> {
  return storage.transaction(async (tx) => {
    const records = await tx.records.scan(ALL)
    const groups = new Map<string, string[]>()
    for (const { recordId, contactId } of records)
      groups.set(contactId, [...(groups.get(contactId) ?? []), recordId])
    const contacts = await tx.contacts.scan(ALL)
    const shown = contacts.map(({ contactId, fields, createdAt }) => {
      const golden = Object.entries(fields)
        .map(([field, { value, recordId, rule, at }]) => [field, value, recordId, rule, at] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1))
      return [contactId, JSON.stringify([(groups.get(contactId) ?? []).sort(), golden, createdAt])] as const
    })
    return {
      contacts: new Map(shown),
      contactOf: new Map(records.map(({ recordId, contactId }) => [recordId, contactId])),
      links: await tx.links.ofRecords(records.map(({ recordId }) => recordId)),
    }
  })
}

/** Contacts without their ids: what does not depend on the order of arrival. */
export function shapesOf({ contacts }: Observed): readonly string[] {
  return [...contacts.values()].sort()
}

/** Everything of a base in which a person could be found, as one text. */
export function dumpOf(storage: Storage, everKnown: readonly string[]): Promise<string> {
  return storage.transaction(async (tx) => {
    const contacts = await tx.contacts.scan(ALL)
    const contactIds = contacts.map(({ contactId }) => contactId)
    return JSON.stringify([
      contacts,
      await tx.records.scan(ALL),
      await tx.identityLog.scan(ALL),
      await tx.links.ofRecords(everKnown),
      await tx.links.keysOf(everKnown),
      await tx.events.find({ contactIds }),
      await tx.deadLetters.list(ALL),
      await tx.memberships.ofContacts(contactIds),
      await tx.definitions.latest('identity'),
    ])
  })
}

/** The partition that the merge log tells, by record. */
export function replayLog(storage: Storage): Promise<ReadonlyMap<string, string>> {
  return storage.transaction(async (tx) => {
    const contactOf = new Map<string, string>()
    for (const { kind, contactId, recordIds } of await tx.identityLog.scan(ALL)) {
      if (kind === 'erased') {
        for (const [recordId, holder] of contactOf) if (holder === contactId) contactOf.delete(recordId)
      } else for (const recordId of recordIds) contactOf.set(recordId, contactId)
    }
    return contactOf
  })
}
