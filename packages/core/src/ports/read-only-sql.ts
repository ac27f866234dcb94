import type { JsonValue } from '../model/json.ts'

/** How a question in SQL is asked. */
export interface ReadOnlySqlOptions {
  /** Values of the placeholders: `?` in SQLite, `$1` in PostgreSQL. */
  readonly parameters?: readonly (string | number | null)[] | undefined
  /** Rows that are answered, 100,000 at most. @default 1000 */
  readonly limit?: number | undefined
  /** After how many ms it is ended. @default 10000 */
  readonly timeoutMs?: number | undefined
}

/** The rows of an answer. */
export interface ReadOnlySqlAnswer {
  /** One object for each row, by the names of the columns; bytes come as hexadecimal digits. */
  readonly rows: readonly { readonly [column: string]: JsonValue }[]
  /** Are there more than the limit? */
  readonly truncated: boolean
}

/**
 * Asks a database in its own SQL, on a connection that can only read. One `select`, `with` or `values`; the tables are
 * those of Clientele's schema, whose names and columns are no contract between versions.
 *
 * @throws `INVALID_INPUT` for another statement; `STORAGE_READ_ONLY` for one that would write; `LIMIT_EXCEEDED` when
 * its time is over; `STORAGE_FAILED` with the database's own error.
 */
export type ReadOnlySql = (sql: string, options?: ReadOnlySqlOptions) => Promise<ReadOnlySqlAnswer>
