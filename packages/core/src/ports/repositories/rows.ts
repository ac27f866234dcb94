import type { TableRow } from '../../model/table.ts'
import type { Page } from '../page.ts'

/** Rows of the declared tables, by (`table`, `key`). */
export interface RowRepository {
  readonly byKeys: (table: string, keys: readonly string[]) => Promise<readonly TableRow[]>
  readonly ofContacts: (
    contactIds: readonly string[],
    tables: readonly string[],
  ) => Promise<readonly TableRow[]>
  /** Rows that follow one of some rows; these as `orders/1042`, there or not. */
  readonly following: (slots: readonly string[]) => Promise<readonly TableRow[]>
  readonly put: (rows: readonly TableRow[]) => Promise<void>
  /** By `key`. */
  readonly scan: (table: string, page: Page) => Promise<readonly TableRow[]>
  readonly count: (table: string) => Promise<number>
}
