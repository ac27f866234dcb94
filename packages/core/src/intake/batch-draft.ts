import type { Instant } from '../model/instant.ts'
import type { ContactRecord } from '../model/record.ts'
import type { TableRow } from '../model/table.ts'
import type { StorageTransaction } from '../ports/storage.ts'
import { canonicalText } from './canonical-text.ts'
import { mergeSighting, mergeStatement } from './merge-statement.ts'
import type { ReadItem } from './read-item.ts'
import type { Owner } from './read-owner.ts'
import type { ReadRow } from './read-row.ts'

/** What is stored of the things that a batch speaks of. */
export interface Stored {
  readonly messageIds: ReadonlySet<string>
  readonly records: ReadonlyMap<string, ContactRecord>
  /** By {@link rowSlot}. */
  readonly rows: ReadonlyMap<string, TableRow>
}

/** What becomes of an item, before contacts are known. */
export interface DraftItem {
  readonly item: ReadItem
  readonly outcome: 'accepted' | 'duplicate' | 'refused'
  /** The record that it belongs to. */
  readonly recordId: string | undefined
  readonly row?: RowChange | undefined
}

/** A row before and after. */
export interface RowChange {
  readonly before: TableRow | undefined
  readonly after: TableRow
  /** Are its values or its owner others, or was it only said anew? */
  readonly isNews: boolean
}

/** What a batch changes, item by item and altogether. */
export interface BatchDraft {
  readonly items: readonly DraftItem[]
  /** Records as they are to be, by id; those that nothing changed are the stored objects. */
  readonly records: ReadonlyMap<string, ContactRecord>
}

/** Key of a row among all tables. */
export function rowSlot(table: string, key: string): string {
  return `${table}\u0000${key}`
}

/** Reads, in bulk, what is stored of the things that a batch speaks of. */
export async function readStored(tx: StorageTransaction, items: readonly ReadItem[]): Promise<Stored> {
  const messageIds = items.flatMap((item) => (item.type === 'event' ? [item.event.messageId] : []))
  const stored = await readStoredButEvents(tx, items)
  return { ...stored, messageIds: messageIds.length === 0 ? NOTHING : await tx.events.known(messageIds) }
}

/** The same with every event taken for a new one. */
export async function readStoredButEvents(
  tx: StorageTransaction,
  items: readonly ReadItem[],
): Promise<Stored> {
  const recordIds = new Set<string>()
  const keys = new Map<string, string[]>()
  for (const item of items) {
    if (item.type === 'event') recordIds.add(item.event.owner.recordId)
    else if (item.type === 'record') recordIds.add(item.statement.recordId)
    else if (item.type === 'row') {
      const { table, key, owner } = item.row
      const known = keys.get(table)
      if (known === undefined) keys.set(table, [key])
      else known.push(key)
      if (owner !== undefined) recordIds.add(owner.recordId)
    }
  }
  const rows = new Map<string, TableRow>()
  for (const [table, wanted] of keys)
    for (const row of await tx.rows.byKeys(table, [...new Set(wanted)]))
      rows.set(rowSlot(table, row.key), row)
  for (const { recordId } of rows.values()) if (recordId !== undefined) recordIds.add(recordId)
  const records = recordIds.size === 0 ? [] : await tx.records.byIds([...recordIds])
  return {
    messageIds: NOTHING,
    records: new Map(records.map((record) => [record.recordId, record])),
    rows,
  }
}

const NOTHING: ReadonlySet<string> = new Set()

/**
 * Works out what a batch changes, in the order of its items: a pure function of what is stored and what came.
 */
export function draftBatch(items: readonly ReadItem[], stored: Stored, now: Instant): BatchDraft {
  const records = new Map(stored.records)
  const rows = new Map(stored.rows)
  const seen = new Set<string>()
  const sight = (owner: Owner, at: Instant): void => {
    records.set(owner.recordId, mergeSighting(records.get(owner.recordId), owner, at, now))
  }
  const draft = (item: ReadItem): DraftItem => {
    if (item.type === 'refused') return { item, outcome: 'refused', recordId: undefined }
    if (item.type === 'record') {
      const { statement } = item
      const before = records.get(statement.recordId)
      const after = mergeStatement(before, statement, now)
      records.set(statement.recordId, after)
      return { item, outcome: after === before ? 'duplicate' : 'accepted', recordId: statement.recordId }
    }
    if (item.type === 'event') {
      const { messageId, owner, occurredAt } = item.event
      const isKnown = stored.messageIds.has(messageId) || seen.has(messageId)
      seen.add(messageId)
      if (!isKnown) sight(owner, occurredAt)
      return { item, outcome: isKnown ? 'duplicate' : 'accepted', recordId: owner.recordId }
    }
    const { row } = item
    const slot = rowSlot(row.table, row.key)
    const before = rows.get(slot)
    const after = mergeRow(before, row, now)
    if (row.owner !== undefined) sight(row.owner, Math.min(row.at ?? row.observedAt, row.observedAt))
    if (after === before) return { item, outcome: 'duplicate', recordId: after.recordId }
    rows.set(slot, after)
    const isNews = before === undefined || !isSameRow(before, after)
    return { item, outcome: 'accepted', recordId: after.recordId, row: { before, after, isNews } }
  }
  return { items: items.map(draft), records }
}

/** The row after a newer state of it; the same object when the state is older or says nothing new. */
function mergeRow(before: TableRow | undefined, row: ReadRow, now: Instant): TableRow {
  const { table, key, values, at, observedAt } = row
  const after: TableRow = {
    table,
    key,
    // Resolution says whose it is.
    contactId: before?.contactId,
    recordId: row.owner?.recordId ?? before?.recordId,
    at,
    observedAt,
    receivedAt: now,
    values,
  }
  if (before === undefined) return after
  if (observedAt < before.observedAt) return before
  if (isSameRow(before, after)) return row.dated && observedAt > before.observedAt ? after : before
  // Of two states that a source dates alike, the greater as text; what is not dated is as new as it comes.
  if (observedAt > before.observedAt || !row.dated) return after
  return textOf(after) > textOf(before) ? after : before
}

function isSameRow(a: TableRow, b: TableRow): boolean {
  return textOf(a) === textOf(b)
}

function textOf(row: TableRow): string {
  return `${canonicalText(row.values)} ${row.recordId}`
}
