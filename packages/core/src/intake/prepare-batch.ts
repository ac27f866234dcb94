import { ClienteleError } from '../errors.ts'
import { walkHouseholds } from '../identity/stored/match/walk-households.ts'
import type { RecordChange } from '../identity/stored/resolve-stored.ts'
import type { Kernel } from '../kernel.ts'
import type { Contact } from '../model/contact.ts'
import type { Instant } from '../model/instant.ts'
import { rowSlot } from '../model/table.ts'
import type { StorageTransaction } from '../ports/storage.ts'
import { ERASED_BEFORE, findBuried } from '../privacy/find-buried.ts'
import { livingWith } from '../profile/housemates.ts'
import { draftBatch } from './batch-draft.ts'
import type { BatchDraft } from './draft-item.ts'
import type { ReadItem } from './read-item.ts'
import { meetingSlots, readStored, readStoredButEvents, type Stored } from './read-stored.ts'
import { refuse } from './refusal.ts'

/** What a batch changes, by what is stored and will not be changed by anybody else before the commit. */
export interface PreparedBatch {
  readonly draft: BatchDraft
  /** Records that are new or changed. */
  readonly changes: readonly RecordChange[]
  /** Contacts that were read and locked on the way, by id, as they are stored. */
  readonly locked: ReadonlyMap<string, Contact>
}

/** Name of the lock under which the partition of records into contacts changes. */
export const IDENTITY_LOCK = 'identity'

/** A worker that is overtaken this often in a row takes the lock that lets nobody overtake. */
const MAX_ATTEMPTS = 3

/** Works out what a batch changes; with new or changed records, under the lock of identity. */
export async function prepareBatch(
  tx: StorageTransaction,
  items: readonly ReadItem[],
  kernel: Pick<Kernel, 'storage' | 'salt' | 'tables' | 'program'>,
  { now }: { readonly now: Instant },
): Promise<PreparedBatch> {
  const { stored, draft, changes, locked } = kernel.storage.capabilities.multiWorker
    ? await readLocked(tx, items, kernel, now)
    : { ...(await read(tx, items, kernel, now)), locked: NONE }
  if (changes.length === 0 && !bringsFollowers(items, stored)) return { draft, changes, locked }
  if (changes.length > 0 && !kernel.storage.capabilities.multiWorker) await tx.lock([IDENTITY_LOCK])
  const buried = await findBuried(tx, items, stored, kernel)
  if (buried.items.size === 0 && buried.records.size === 0) return { draft, changes, locked }
  const kept = items.map((item, place) => (buried.items.has(place) ? erased(item) : item))
  const marked = markErased(draftBatch(kept, stored, now), buried.records, now)
  return { draft: marked, changes: changesOf(marked, stored), locked }
}

/** Are there new rows that do not say whose they are? They may be of somebody who was erased. */
function bringsFollowers(items: readonly ReadItem[], stored: Stored): boolean {
  return items.some(
    (item) =>
      item.type === 'row' &&
      item.row.follows !== undefined &&
      !stored.rows.has(rowSlot(item.row.table, item.row.key)),
  )
}

const NONE: ReadonlyMap<string, Contact> = new Map()

interface Reading extends Omit<PreparedBatch, 'locked'> {
  readonly stored: Stored
}

function read(
  tx: StorageTransaction,
  items: readonly ReadItem[],
  kernel: Pick<Kernel, 'tables'>,
  now: Instant,
): Promise<Reading> {
  return readWith(tx, items, kernel, now, readStored)
}

async function readWith(
  tx: StorageTransaction,
  items: readonly ReadItem[],
  kernel: Pick<Kernel, 'tables'>,
  now: Instant,
  reader: typeof readStored,
): Promise<Reading> {
  const stored = await reader(tx, items, kernel)
  const draft = draftBatch(items, stored, now)
  return { stored, draft, changes: changesOf(draft, stored) }
}

/**
 * Reads where several workers write: what is read counts only once the contacts are locked, since until then another
 * worker may merge them, or take in the same event. Identity is locked before contacts wherever it is known that it
 * will be needed.
 */
async function readLocked(
  tx: StorageTransaction,
  items: readonly ReadItem[],
  kernel: Pick<Kernel, 'tables' | 'program'>,
  now: Instant,
): Promise<Reading & Pick<PreparedBatch, 'locked'>> {
  const meeting = meetingSlots(items, kernel)
  if (meeting.length > 0) await tx.lock(meeting.map((slot) => `row ${slot}`))
  // Which events are known can wait: taken for news, they ask for no less than they will.
  const glance = await readWith(tx, items, kernel, now, readStoredButEvents)
  let contactIds = await concerned(tx, glance.stored, kernel)
  let changesIdentity = glance.changes.length > 0
  let isIdentityLocked = false
  for (let attempt = 1; ; attempt++) {
    if (!isIdentityLocked && (changesIdentity || attempt >= MAX_ATTEMPTS)) {
      await tx.lock([IDENTITY_LOCK])
      isIdentityLocked = true
    }
    const contacts = await tx.contacts.byIds([...contactIds].sort())
    const reading = await read(tx, items, kernel, now)
    const isComplete = contacts.length === contactIds.size && isSubset(contactsOf(reading.stored), contactIds)
    if (isComplete && (isIdentityLocked || reading.changes.length === 0))
      return { ...reading, locked: new Map(contacts.map((contact) => [contact.contactId, contact])) }
    if (attempt >= 2 * MAX_ATTEMPTS) throw overtaken()
    contactIds = await concerned(tx, reading.stored, kernel)
    changesIdentity = reading.changes.length > 0
  }
}

function overtaken(): ClienteleError {
  return new ClienteleError(
    'STORAGE_BUSY',
    'Expected the contacts of a batch to hold still, but other workers moved them each time; call again.',
    { retryable: true },
  )
}

/** The contacts that a batch is about, and those who live with them: all are locked at once, in one order. */
async function concerned(
  tx: StorageTransaction,
  stored: Stored,
  kernel: Pick<Kernel, 'program'>,
): Promise<ReadonlySet<string>> {
  const contactIds = contactsOf(stored)
  if (!kernel.program().needs.households) return contactIds
  return new Set(livingWith(contactIds, (await walkHouseholds(tx, contactIds)).of))
}

function contactsOf(stored: Stored): ReadonlySet<string> {
  const contactIds = new Set<string>()
  for (const { contactId } of stored.records.values()) contactIds.add(contactId)
  return contactIds
}

function isSubset(some: ReadonlySet<string>, all: ReadonlySet<string>): boolean {
  for (const one of some) if (!all.has(one)) return false
  return true
}

function changesOf(draft: BatchDraft, stored: Stored): readonly RecordChange[] {
  const changes: RecordChange[] = []
  for (const [recordId, after] of draft.records) {
    const before = stored.records.get(recordId)
    if (after !== before) changes.push({ before, after })
  }
  return changes
}

function erased(item: ReadItem): ReadItem {
  if (item.type === 'refused') return item
  return {
    type: 'refused',
    kind: item.type,
    refusal: refuse('ERASED', 'what it speaks of was erased on the person’s demand; nothing of it is kept'),
    source: 'api',
    input: null,
  }
}

function markErased(draft: BatchDraft, recordIds: ReadonlySet<string>, now: Instant): BatchDraft {
  const records = new Map(draft.records)
  for (const recordId of recordIds) {
    const record = records.get(recordId)
    if (record !== undefined && !Object.hasOwn(record.saidAt, ERASED_BEFORE))
      records.set(recordId, { ...record, saidAt: { ...record.saidAt, [ERASED_BEFORE]: now } })
  }
  return { ...draft, records }
}
