import type { Instant } from '../model/instant.ts'
import { rowSlot, type TableRow } from '../model/table.ts'
import { canonicalText } from './canonical-text.ts'
import type { BatchDraft, DraftItem } from './draft-item.ts'
import { followRows } from './follow-rows.ts'
import { mergeSighting, mergeStatement } from './merge-statement.ts'
import type { ReadItem } from './read-item.ts'
import type { Owner } from './read-owner.ts'
import type { ReadRow } from './read-row.ts'
import type { Stored } from './read-stored.ts'

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
  const drafted = items.map(draft)
  return { ...followRows(drafted, rows, stored.rows), records }
}

/** The row after a newer state of it; the same object when the state is older or says nothing new. */
function mergeRow(before: TableRow | undefined, row: ReadRow, now: Instant): TableRow {
  const { table, key, values, at, observedAt } = row
  const own = row.owner?.recordId ?? (before?.follows === undefined ? before?.recordId : undefined)
  const after: TableRow = {
    table,
    key,
    // Resolution says whose it is.
    contactId: before?.contactId,
    recordId: own ?? (before?.follows === row.follows ? before?.recordId : undefined),
    ...(own === undefined && row.follows !== undefined ? { follows: row.follows } : {}),
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
  return `${canonicalText(row.values)} ${row.follows ?? row.recordId}`
}
