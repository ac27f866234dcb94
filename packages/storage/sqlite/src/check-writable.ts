import { isBusy, sqliteError } from './sqlite-error.ts'
import type { SqliteHandle } from './sqlite-handle.ts'

/**
 * Tries a write that changes nothing: SQLite lets a transaction begin on a file that it cannot write.
 * @throws `STORAGE_READ_ONLY` and the like when the file cannot be written; another writer at work is no objection.
 */
export function checkWritable(handle: SqliteHandle): void {
  try {
    handle.exec('begin immediate')
  } catch (error) {
    if (isBusy(error)) return
    throw sqliteError(error)
  }
  try {
    handle.exec('delete from clientele_schema where version < 0')
  } catch (error) {
    throw sqliteError(error)
  } finally {
    handle.exec('rollback')
  }
}
