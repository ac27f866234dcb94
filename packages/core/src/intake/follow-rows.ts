import { rowSlot, type TableRow } from '../model/table.ts'
import type { BatchDraft, DraftItem, RowChange } from './draft-item.ts'

/**
 * Gives every row that follows another one the record of that one, as they all are at the end of the batch: so the
 * owner of a row does not depend on which of the two came first, nor on how they were put into batches.
 *
 * @param rows as the batch leaves them, by slot.
 * @param stored as they were: those that the batch does not speak of may follow one of which it does.
 */
export function followRows(
  items: readonly DraftItem[],
  rows: ReadonlyMap<string, TableRow>,
  stored: ReadonlyMap<string, TableRow>,
): Pick<BatchDraft, 'items' | 'followers'> {
  const ownerOf = ownerFinder(rows)
  const settled = (row: TableRow): TableRow => {
    if (row.follows === undefined || !rows.has(row.follows)) return row
    const recordId = ownerOf(row.follows)
    return recordId === row.recordId ? row : { ...row, recordId }
  }
  const spokenOf = new Set<string>()
  const settledItems = items.map((item): DraftItem => {
    if (item.row === undefined) return item
    const { before, after, isNews } = item.row
    const slot = rowSlot(after.table, after.key)
    spokenOf.add(slot)
    const row = {
      before: before === undefined || before === stored.get(slot) ? before : settled(before),
      after: settled(after),
      isNews,
    }
    return { ...item, recordId: row.after.recordId, row }
  })
  const followers: RowChange[] = []
  for (const [slot, before] of stored) {
    const after = spokenOf.has(slot) ? before : settled(before)
    if (after !== before) followers.push({ before, after, isNews: true })
  }
  return { items: settledItems, followers }
}

/** Finds whose a row is over the rows that it follows; a circle is of nobody. */
function ownerFinder(rows: ReadonlyMap<string, TableRow>): (slot: string) => string | undefined {
  const known = new Map<string, string | undefined>()
  return (slot) => {
    const way: string[] = []
    const passed = new Set<string>()
    let at = slot
    let owner: string | undefined
    for (;;) {
      if (passed.has(at)) break
      if (known.has(at)) {
        owner = known.get(at)
        break
      }
      way.push(at)
      passed.add(at)
      const row = rows.get(at)
      if (row?.follows === undefined || !rows.has(row.follows)) {
        owner = row?.recordId
        break
      }
      at = row.follows
    }
    for (const one of way) known.set(one, owner)
    return owner
  }
}
