import type { SqliteHandle } from './sqlite-handle.ts'
import type { SqliteOptions } from './sqlite-options.ts'

/** Pages of the log (32 MB) before it is copied into the file: with random keys a commit touches many. */
const CHECKPOINT_PAGES = 8000
/** In KiB, by the sign. */
const CACHE_SIZE = -65_536

/** Settings of a database that this adapter opened; a host's own handle keeps the host's. */
export function prepareDatabase(handle: SqliteHandle, { durability }: Required<SqliteOptions>): void {
  // The busy handler is off: `writer` waits without blocking the thread.
  handle.exec('pragma busy_timeout = 0')
  handle.exec('pragma journal_mode = wal')
  handle.exec(`pragma synchronous = ${durability}`)
  handle.exec(`pragma wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
  handle.exec(`pragma cache_size = ${CACHE_SIZE}`)
  handle.exec('pragma temp_store = memory')
}
