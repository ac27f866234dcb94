import type { Kernel } from '../kernel.ts'
import type { ContactRecord } from '../model/record.ts'
import { rowOfSlot, rowSlot, type TableRow } from '../model/table.ts'
import type { StorageTransaction } from '../ports/storage.ts'
import { followedTables } from './followed-row.ts'
import type { ReadItem } from './read-item.ts'

/** What is stored of the things that a batch speaks of. */
export interface Stored {
  readonly messageIds: ReadonlySet<string>
  readonly records: ReadonlyMap<string, ContactRecord>
  /** By {@link rowSlot}: the rows of the batch, those that they follow, and all that follow them. */
  readonly rows: ReadonlyMap<string, TableRow>
}

type Tables = Pick<Kernel, 'tables'>

/** Reads, in bulk, what is stored of the things that a batch speaks of. */
export async function readStored(
  tx: StorageTransaction,
  items: readonly ReadItem[],
  kernel: Tables,
): Promise<Stored> {
  const messageIds = items.flatMap((item) => (item.type === 'event' ? [item.event.messageId] : []))
  const stored = await readStoredButEvents(tx, items, kernel)
  return { ...stored, messageIds: messageIds.length === 0 ? NOTHING : await tx.events.known(messageIds) }
}

/** The same with every event taken for a new one. */
export async function readStoredButEvents(
  tx: StorageTransaction,
  items: readonly ReadItem[],
  kernel: Tables,
): Promise<Stored> {
  const recordIds = new Set<string>()
  for (const item of items) {
    if (item.type === 'event') recordIds.add(item.event.owner.recordId)
    else if (item.type === 'record') recordIds.add(item.statement.recordId)
    else if (item.type === 'row' && item.row.owner !== undefined) recordIds.add(item.row.owner.recordId)
  }
  const rows = await readRows(tx, items, kernel)
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
 * The slots of rows over which two workers could miss each other: one that brings a row, and one that brings the row
 * that it follows.
 */
export function meetingSlots(items: readonly ReadItem[], { tables }: Tables): readonly string[] {
  const followed = followedTables(tables)
  const slots = new Set<string>()
  for (const item of items) {
    if (item.type !== 'row') continue
    const { table, key, follows } = item.row
    if (follows !== undefined) slots.add(follows)
    if (followed.has(table)) slots.add(rowSlot(table, key))
  }
  return [...slots].sort()
}

async function readRows(
  tx: StorageTransaction,
  items: readonly ReadItem[],
  { tables }: Tables,
): Promise<ReadonlyMap<string, TableRow>> {
  const followed = followedTables(tables)
  const wanted = new Map<string, Set<string>>()
  const want = (table: string, key: string): void => {
    const keys = wanted.get(table)
    if (keys === undefined) wanted.set(table, new Set([key]))
    else keys.add(key)
  }
  let leading: string[] = []
  for (const item of items) {
    if (item.type !== 'row') continue
    const { table, key, follows } = item.row
    want(table, key)
    if (follows !== undefined) want(...rowOfSlot(follows))
    if (followed.has(table)) leading.push(rowSlot(table, key))
  }
  const rows = new Map<string, TableRow>()
  for (const [table, keys] of wanted)
    for (const row of await tx.rows.byKeys(table, [...keys])) rows.set(rowSlot(table, row.key), row)
  const led = new Set(leading)
  while (leading.length > 0) {
    const next: string[] = []
    for (const row of await tx.rows.following(leading)) {
      const slot = rowSlot(row.table, row.key)
      rows.set(slot, row)
      if (!followed.has(row.table) || led.has(slot)) continue
      led.add(slot)
      next.push(slot)
    }
    leading = next
  }
  return rows
}
