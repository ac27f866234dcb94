import { ClienteleError } from '@clientele/core'
import { isBusy } from './sqlite-error.ts'
import type { SqliteHandle } from './sqlite-handle.ts'

/** @throws what SQLite says when the file cannot be written; another writer at work is no objection. */
export function checkWritable(handle: SqliteHandle): void {
  const [row] = handle.prepare('pragma query_only').all() as readonly { readonly query_only: number }[]
  if (row?.query_only === 1) {
    throw new ClienteleError(
      'STORAGE_READ_ONLY',
      'Expected a database that may be written, got a read-only handle: open it for writing.',
    )
  }
  try {
    handle.exec('begin immediate')
    handle.exec('rollback')
  } catch (error) {
    if (!isBusy(error)) throw error
  }
}
