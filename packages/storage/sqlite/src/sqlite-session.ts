import type { SqlRow, SqlSession } from '@clientele/storage-sql'
import type { SqliteHandle, SqliteStatement } from './sqlite-handle.ts'

/** Runs statements on a handle; their texts are few, so each is prepared once and kept. */
export function sqliteSession(handle: SqliteHandle): SqlSession {
  const prepared = new Map<string, SqliteStatement>()
  const statementOf = (sql: string): SqliteStatement => {
    let statement = prepared.get(sql)
    if (statement === undefined) {
      statement = handle.prepare(sql)
      prepared.set(sql, statement)
    }
    return statement
  }
  return {
    query: async (sql, parameters, { once = false } = {}) =>
      (once ? handle.prepare(sql) : statementOf(sql)).all(...parameters) as readonly SqlRow[],
    pages: async function* (sql, parameters, { size }) {
      let page: SqlRow[] = []
      for (const row of handle.prepare(sql).iterate(...parameters)) {
        page.push(row as SqlRow)
        if (page.length < size) continue
        yield page
        page = []
      }
      if (page.length > 0) yield page
    },
    execute: async (sql, parameters) => {
      // DDL and savepoints are not worth keeping, and drivers differ in whether they can be prepared.
      if (parameters.length === 0) handle.exec(sql)
      else statementOf(sql).run(...parameters)
    },
    bulk: async (sql, batches) => {
      const statement = statementOf(sql)
      for (const parameters of batches) statement.run(...parameters)
    },
  }
}
