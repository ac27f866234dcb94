import type { ContactRecord } from '../model/record.ts'
import type { TableRow } from '../model/table.ts'
import type { ReadItem } from './read-item.ts'

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
  /** Rows that nobody spoke of: the row that they follow came, or is of somebody else. */
  readonly followers: readonly RowChange[]
  /** Records as they are to be, by id; those that nothing changed are the stored objects. */
  readonly records: ReadonlyMap<string, ContactRecord>
}
