/** A prepared statement, as `node:sqlite`, `better-sqlite3` and `libsql` all have it. */
export interface SqliteStatement {
  all(...parameters: readonly unknown[]): readonly unknown[]
  iterate(...parameters: readonly unknown[]): Iterable<unknown>
  run(...parameters: readonly unknown[]): unknown
}

/** An open SQLite database: a `DatabaseSync` of `node:sqlite`, or a `better-sqlite3`-shaped one. */
export interface SqliteHandle {
  prepare(sql: string): SqliteStatement
  exec(sql: string): unknown
  close(): unknown
  /** Is a transaction open? As `better-sqlite3` and `libsql` say it. */
  readonly inTransaction?: boolean | undefined
  /** Is a transaction open? As `node:sqlite` says it. */
  readonly isTransaction?: boolean | undefined
}

export function isSqliteHandle(value: unknown): value is SqliteHandle {
  if (typeof value !== 'object' || value === null) return false
  const { prepare, exec } = value as Partial<SqliteHandle>
  return typeof prepare === 'function' && typeof exec === 'function'
}

/** Is a transaction open on the handle? `undefined` where the driver does not say. */
export function isInTransaction(handle: SqliteHandle): boolean | undefined {
  return handle.inTransaction ?? handle.isTransaction
}
