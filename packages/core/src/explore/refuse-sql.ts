import { ClienteleError } from '../errors.ts'
import type { ReadOnlySql } from '../ports/read-only-sql.ts'

/** The SQL door of a storage that has none. */
export const refuseSql: ReadOnlySql = async () => {
  throw new ClienteleError(
    'INVALID_OPTIONS',
    'Expected a storage that can be asked in SQL (an SQLite file or PostgreSQL), got another one; ask with `query`.',
  )
}
