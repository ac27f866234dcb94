import { type Abortable, refuseAborted } from '@clientele/core'
import { type CompiledQuery, type RawBuilder, sql } from 'kysely'
import { queryBuilder } from './builder.ts'
import { type BulkInsert, bulkInsert, type OnConflict } from './bulk-insert.ts'
import { qualified, type SqlDialect, type SqlParameter } from './dialect.ts'
import type { Database } from './schema/database.ts'
import type { AnyTable, TableShape, WrittenRow } from './schema/shape.ts'
import type { SqlRow, SqlSession } from './session.ts'
import { type Statement, statementCompiler } from './statement.ts'
import { unescapeText } from './text-codec.ts'

/** What repositories write with: statements and bulk inserts, compiled for the dialect, run by the session. */
export interface SqlConnection {
  readonly all: <Args, Row>(statement: Statement<Args, Row>, args: Args) => Promise<readonly Row[]>
  readonly first: <Args, Row>(statement: Statement<Args, Row>, args: Args) => Promise<Row | undefined>
  readonly run: <Args>(statement: Statement<Args, unknown>, args: Args) => Promise<void>
  readonly write: <Row>(
    table: TableShape<Row>,
    rows: readonly WrittenRow<Row>[],
    onConflict: OnConflict,
  ) => Promise<void>
  readonly dialect: SqlDialect
  /** The full name of a table. */
  readonly table: (name: keyof Database) => RawBuilder<unknown>
  /** A query that is made for one question: its text and what is bound to it. */
  readonly compile: (query: RawBuilder<unknown>) => CompiledQuery
  /** Runs a query that is made for one question, and keeps nothing of it. @throws `ABORTED` */
  readonly ask: <Row>(query: RawBuilder<unknown>, options?: Abortable) => Promise<readonly Row[]>
  /** The same page by page, where the session can. @throws `ABORTED` */
  readonly pages:
    | (<Row>(
        query: RawBuilder<unknown>,
        options: { readonly size: number } & Abortable,
      ) => AsyncIterable<readonly Row[]>)
    | undefined
  /** Takes locks on names until the transaction ends. */
  readonly lock: (names: readonly string[]) => Promise<void>
}

/** Connects sessions of one database; what is compiled is kept for all of them. */
export function connector(dialect: SqlDialect): (session: SqlSession) => SqlConnection {
  const builder = queryBuilder(dialect)
  const compiled = statementCompiler(dialect, builder)
  const inserts = new Map<string, BulkInsert>()

  const insertInto = (table: AnyTable, onConflict: OnConflict): BulkInsert => {
    const name = `${table.name} ${onConflict}`
    let known = inserts.get(name)
    if (known === undefined) {
      known = bulkInsert(dialect, table, onConflict)
      inserts.set(name, known)
    }
    return known
  }

  return (session) => {
    const all: SqlConnection['all'] = async <Args, Row>(statement: Statement<Args, Row>, args: Args) => {
      const { sql, bind } = compiled(statement, args)
      return (await session.query(sql, bind(args))).map(readRow) as readonly unknown[] as readonly Row[]
    }
    const { pages } = session
    const compile = (query: RawBuilder<unknown>): CompiledQuery => query.compile(builder)
    return {
      dialect,
      table: (name) => sql.raw(qualified(dialect, name)),
      compile,
      ask: async <Row>(query: RawBuilder<unknown>, { signal }: Abortable = {}) => {
        const { sql: text, parameters } = compile(query)
        refuseAborted(signal)
        const found = await session.query(text, parameters as readonly SqlParameter[], { once: true, signal })
        refuseAborted(signal)
        return found.map(readRow) as readonly unknown[] as readonly Row[]
      },
      pages:
        pages &&
        async function* <Row>(
          query: RawBuilder<unknown>,
          { size, signal }: { readonly size: number } & Abortable,
        ) {
          const { sql: text, parameters } = compile(query)
          refuseAborted(signal)
          for await (const rows of pages(text, parameters as readonly SqlParameter[], { size, signal })) {
            yield rows.map(readRow) as readonly unknown[] as readonly Row[]
            refuseAborted(signal)
          }
        },
      all,
      first: async (statement, args) => (await all(statement, args))[0],
      run: (statement, args) => {
        const { sql, bind } = compiled(statement, args)
        return session.execute(sql, bind(args))
      },
      lock: async (names) => {
        if (dialect.lock !== undefined && names.length > 0)
          await session.query(dialect.lock, [dialect.list(names)])
      },
      write: async (table, rows, onConflict) => {
        if (rows.length === 0) return
        const { sql, batches } = insertInto(table, onConflict)(rows as readonly object[])
        await session.bulk(sql, batches)
      },
    }
  }
}

/** A row with its texts as they were written. JSON that the host's driver has parsed becomes text again. */
function readRow(row: SqlRow): SqlRow {
  let read: Record<string, unknown> | undefined
  for (const column in row) {
    const cell = row[column]
    const text = typeof cell === 'object' && cell !== null ? JSON.stringify(cell) : cell
    const value = typeof text === 'string' ? unescapeText(text) : text
    if (value === cell) continue
    read ??= { ...row }
    read[column] = value
  }
  return read ?? row
}
