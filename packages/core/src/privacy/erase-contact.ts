import { loadComponent } from '../identity/stored/component.ts'
import type { IngestKernel } from '../intake/ingest-batch.ts'
import { IDENTITY_LOCK } from '../intake/prepare-batch.ts'
import type { Kernel } from '../kernel.ts'
import type { Instant } from '../model/instant.ts'
import type { ContactRecord } from '../model/record.ts'
import type { IdentityLogEntry } from '../ports/repositories/identity-log.ts'
import type { StorageTransaction } from '../ports/storage.ts'
import type { LinkDecision } from '../profile/contacts-api.ts'
import { liveContact } from '../profile/find-contact.ts'
import { type Resettled, resettle } from '../profile/resettle.ts'
import { traceOf } from './personal-trace.ts'
import { removeDeadLetters, removeSuppressions } from './remove-traces.ts'
import { type Erased, tombstoneOf } from './tombstone.ts'

/** What erasing needs of the kernel. */
export type ErasureKernel = IngestKernel & Pick<Kernel, 'channels'>

/** What an erasure did, and what is to be done after the commit. */
export type Erasure = Omit<Resettled, 'contactOf'> & {
  /** The contact that is no more; `undefined` if there was none. */
  readonly contactId: string | undefined
}

/**
 * Erases a person everywhere: the contact with all that hangs on it, dead letters and suppressions that hold its
 * values, the cached state. What is left: hashes of the records, events and rows, so that an old export cannot bring
 * them back, one entry in the merge log and one in the audit trail, both without a person's data. Others of its
 * connected component are resolved anew, as if its records had never come.
 */
export async function eraseContact(
  tx: StorageTransaction,
  contactId: string,
  decision: LinkDecision,
  kernel: ErasureKernel,
): Promise<Erasure> {
  await tx.lock([IDENTITY_LOCK])
  const contact = await liveContact(tx, contactId)
  if (contact === undefined) return { contactId: undefined, states: [], told: [] }
  const ids = [contact.contactId]
  const now = kernel.now()
  const records = await tx.records.ofContacts(ids)
  const component = await loadComponent(tx, records, [], kernel)
  const trace = traceOf(contact, records)
  const hashes = (await erasedThings(tx, ids, records, kernel)).map((erased) =>
    tombstoneOf(kernel.salt, erased),
  )
  await tx.tombstones.put(hashes.map((hash) => ({ hash, at: now })))
  await removeDeadLetters(tx, trace)
  await removeSuppressions(tx, trace, [...kernel.channels.keys()])
  const parted = await partedRecords(tx, contact.contactId)
  const own = new Set(records.map(({ recordId }) => recordId))
  const filed = await matchedWith(tx, own, component.records)
  // What is logged anew needs no older entries: the way back to them ends with this contact.
  const renamed = await entriesWithout(tx, contact.contactId, new Set([...own, ...parted]))
  await tx.contacts.erase(ids)
  if (renamed.length > 0) await tx.identityLog.append(renamed)
  await logAnew(tx, parted, kernel, now)
  kernel.cache.drop(contact.contactId)
  kernel.matching?.forget()
  const id = kernel.nextId()
  const by = decision.by
  await tx.identityLog.append([
    {
      id,
      at: now,
      kind: 'erased',
      contactId: contact.contactId,
      from: undefined,
      recordIds: [],
      cause: { actor: by },
    },
  ])
  await tx.audit.append([
    {
      id: kernel.nextId(),
      at: now,
      actor: by,
      action: 'contact.erase',
      subject: contact.contactId,
      details: {},
    },
  ])
  const neighbours = [...component.records.values()].filter(({ recordId }) => !own.has(recordId))
  const told = [['contact.erased', { contactId: contact.contactId }]] as const
  if (neighbours.length + filed.length === 0) return { contactId: contact.contactId, states: [], told }
  const cause = { decision: 'erasure of a neighbour' }
  const done = await resettle(tx, neighbours, kernel, { now, cause, filed, isRefiled: true })
  return { contactId: contact.contactId, states: done.states, told: [...told, ...done.told] }
}

/** Records that the matcher had found to be something to the erased ones, beside those of the component. */
async function matchedWith(
  tx: StorageTransaction,
  own: ReadonlySet<string>,
  component: ReadonlyMap<string, ContactRecord>,
): Promise<readonly ContactRecord[]> {
  const ends = new Set<string>()
  for (const { kind, a, b } of await tx.links.ofRecords([...own]))
    if (kind === 'review' || kind === 'household') for (const end of [a, b]) ends.add(end)
  return tx.records.byIds([...ends].filter((end) => !own.has(end) && !component.has(end)))
}

/**
 * Entries of the merge log of living contacts that name the erased records, which were theirs once, without them; found
 * by going back the way that the records came.
 */
async function entriesWithout(
  tx: StorageTransaction,
  contactId: string,
  own: ReadonlySet<string>,
): Promise<readonly IdentityLogEntry[]> {
  const entries = new Map<string, IdentityLogEntry>()
  const seen = new Set([contactId])
  let wave = [contactId]
  while (wave.length > 0) {
    const next: string[] = []
    for (const entry of await tx.identityLog.ofContacts(wave)) {
      if (!entry.recordIds.some((recordId) => own.has(recordId))) continue
      entries.set(entry.id, entry)
      for (const id of [entry.contactId, entry.from])
        if (id !== undefined && !seen.has(id)) {
          seen.add(id)
          next.push(id)
        }
    }
    wave = next
  }
  const standsFor = await tx.contacts.resolve([...seen])
  // What tells of the contact, or of an id that stands for it, goes with it.
  const isLeft = (id: string | undefined): boolean =>
    id === undefined || (id !== contactId && standsFor.get(id) !== contactId)
  return [...entries.values()]
    .filter((entry) => isLeft(entry.contactId) && isLeft(entry.from))
    .map((entry) => ({ ...entry, recordIds: entry.recordIds.filter((recordId) => !own.has(recordId)) }))
}

/** Records of others whose place in the merge log is told by entries that name the contact: they were parted from it. */
async function partedRecords(tx: StorageTransaction, contactId: string): Promise<ReadonlySet<string>> {
  const ids = new Set([contactId, ...(await tx.contacts.aliasesOf([contactId]))])
  const entries = await tx.identityLog.ofContacts([...ids])
  return new Set(entries.filter((one) => !ids.has(one.contactId)).flatMap(({ recordIds }) => recordIds))
}

/** Those entries are gone with the contact; the log must still lead to where the records are today. */
async function logAnew(
  tx: StorageTransaction,
  recordIds: ReadonlySet<string>,
  kernel: ErasureKernel,
  now: Instant,
): Promise<void> {
  if (recordIds.size === 0) return
  const byContact = new Map<string, string[]>()
  for (const [recordId, contactId] of await tx.records.contactsOf([...recordIds])) {
    const known = byContact.get(contactId)
    if (known === undefined) byContact.set(contactId, [recordId])
    else known.push(recordId)
  }
  await tx.identityLog.append(
    [...byContact].map(([contactId, held]) => ({
      id: kernel.nextId(),
      at: now,
      kind: 'joined',
      contactId,
      from: undefined,
      recordIds: held.sort(),
      cause: { decision: 'erasure of a neighbour' },
    })),
  )
}

async function erasedThings(
  tx: StorageTransaction,
  contactIds: readonly string[],
  records: readonly ContactRecord[],
  kernel: Pick<Kernel, 'tables'>,
): Promise<readonly Erased[]> {
  const events = await tx.events.find({ contactIds })
  const rows = await tx.rows.ofContacts(contactIds, [...kernel.tables.keys()])
  return [
    ...records.map(({ recordId }): Erased => ({ kind: 'record', recordId })),
    ...events.map(({ messageId }): Erased => ({ kind: 'event', messageId })),
    ...rows.map(({ table, key }): Erased => ({ kind: 'row', table, key })),
  ]
}
