import type { SqlDialect } from '../dialect.ts'
import { jsonPostgres } from './json-postgres.ts'
import type { JsonSql } from './json-sql.ts'
import { jsonSqlite } from './json-sqlite.ts'

/** How the database of a dialect looks into JSON. */
export function jsonSqlOf(dialect: SqlDialect): JsonSql {
  return dialect.name === 'sqlite' ? jsonSqlite : jsonPostgres
}
