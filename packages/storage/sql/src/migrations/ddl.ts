import { qualified, quoted, type SqlDialect } from '../dialect.ts'
import type { AnyTable } from '../schema/shape.ts'

/** The SQL that makes a table and its indexes. */
export function createTable(dialect: SqlDialect, table: AnyTable): readonly string[] {
  const name = qualified(dialect, table.name)
  const { inside, after } = dialect.tableClauses(table)
  const columns = Object.entries(table.columns).map(
    ([column, type]) => `${quoted(column)} ${dialect.columnType(type)}`,
  )
  const indexes = (table.indexes ?? []).map(({ name: index, on, unique, where }) => {
    const kind = unique === true ? 'unique index' : 'index'
    const filter = where === undefined ? '' : ` where ${where}`
    return `create ${kind} ${quoted(index)} on ${name} (${on.map(quoted).join(', ')})${filter}`
  })
  return [`create table ${name} (\n  ${[...columns, ...inside].join(',\n  ')}\n)${after}`, ...indexes]
}

/** The SQL that takes a table away, and its indexes with it. */
export function dropTable(dialect: SqlDialect, table: AnyTable): string {
  return `drop table ${qualified(dialect, table.name)}`
}

/** `primary key ("a", "b")`. */
export function primaryKey(table: AnyTable): string {
  return `primary key (${table.key.map(quoted).join(', ')})`
}
