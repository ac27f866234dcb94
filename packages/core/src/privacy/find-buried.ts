import type { ReadItem } from '../intake/read-item.ts'
import type { ReadRow } from '../intake/read-row.ts'
import type { Stored } from '../intake/read-stored.ts'
import type { Kernel } from '../kernel.ts'
import { rowSlot } from '../model/table.ts'
import type { StorageTransaction } from '../ports/storage.ts'
import { tombstoneOf } from './tombstone.ts'

/** Mark of a record whose person was erased once: what comes for it is looked up among the tombstones first. */
export const ERASED_BEFORE = '#erased'

/**
 * Finds the items that an erasure keeps out: records of a source that were erased, whatever they say now, and events
 * and rows that are the erased ones. An event that is another one makes a new contact, without a link to the old.
 * Looks only where something is new, so that the events of known contacts cost nothing.
 *
 * @returns places of the items, and the records that were erased once.
 */
export async function findBuried(
  tx: StorageTransaction,
  items: readonly ReadItem[],
  stored: Stored,
  kernel: Pick<Kernel, 'salt'>,
): Promise<{ readonly items: ReadonlySet<number>; readonly records: ReadonlySet<string> }> {
  const hashes = new Map<string, { place: number; recordId: string | undefined }[]>()
  const ask = (hash: string, place: number, recordId?: string): void => {
    const asked = hashes.get(hash)
    if (asked === undefined) hashes.set(hash, [{ place, recordId }])
    else asked.push({ place, recordId })
  }
  const askRow = ({ table, key }: ReadRow, place: number): void =>
    ask(tombstoneOf(kernel.salt, { kind: 'row', table, key }), place)
  const isSuspect = (recordId: string): boolean => {
    const record = stored.records.get(recordId)
    return record === undefined || Object.hasOwn(record.saidAt, ERASED_BEFORE)
  }
  items.forEach((item, place) => {
    if (item.type === 'record') {
      const { recordId } = item.statement
      if (isSuspect(recordId)) ask(tombstoneOf(kernel.salt, { kind: 'record', recordId }), place)
      return
    }
    const isNewRow = item.type === 'row' && !stored.rows.has(rowSlot(item.row.table, item.row.key))
    // Whose it would be is not asked: the row that it follows went with the person.
    if (isNewRow && item.row.follows !== undefined) askRow(item.row, place)
    const owner = item.type === 'event' ? item.event.owner : item.type === 'row' ? item.row.owner : undefined
    if (owner === undefined || !isSuspect(owner.recordId)) return
    const { recordId, derived } = owner
    ask(tombstoneOf(kernel.salt, { kind: 'record', recordId }), place, derived ? recordId : undefined)
    if (item.type === 'event') {
      const { messageId } = item.event
      ask(tombstoneOf(kernel.salt, { kind: 'event', messageId }), place)
    } else if (isNewRow) askRow(item.row, place)
  })
  const buried = new Set<number>()
  const records = new Set<string>()
  if (hashes.size === 0) return { items: buried, records }
  for (const hash of await tx.tombstones.known([...hashes.keys()]))
    for (const { place, recordId } of hashes.get(hash) ?? []) {
      if (recordId === undefined) buried.add(place)
      else records.add(recordId)
    }
  return { items: buried, records }
}
