import { qualified, quoted, type SqlDialect } from './dialect.ts'
import { type AnyTable, type SqlCell, writtenColumns } from './schema/shape.ts'
import { escapeText } from './text-codec.ts'

/** What becomes of a row whose key is there already. */
export type OnConflict = 'fail' | 'skip' | 'replace'

/** A bulk insert into one table: its text, and how rows become cells. */
export interface BulkInsert {
  readonly sql: string
  readonly cells: (rows: readonly object[]) => readonly (readonly SqlCell[])[]
}

export function bulkInsert(dialect: SqlDialect, table: AnyTable, onConflict: OnConflict): BulkInsert {
  const columns = writtenColumns(table)
  const types = columns.map((column) => table.columns[column]!)
  const identity = table.identity ?? table.key
  const cellsOf = (row: object): readonly SqlCell[] =>
    columns.map((column) => {
      const cell = (row as Readonly<Record<string, SqlCell>>)[column]!
      return typeof cell === 'string' ? escapeText(cell) : cell
    })
  return {
    sql:
      `insert into ${qualified(dialect, table.name)} (${columns.map(quoted).join(', ')}) ` +
      `${dialect.source(types)}${conflictClause(onConflict, identity, columns)}`,
    cells: (rows) => (onConflict === 'replace' ? lastOfEach(rows, identity) : rows).map(cellsOf),
  }
}

function conflictClause(
  onConflict: OnConflict,
  identity: readonly string[],
  columns: readonly string[],
): string {
  if (onConflict === 'fail') return ''
  if (onConflict === 'skip') return ' on conflict do nothing'
  const changed = columns.filter((column) => !identity.includes(column))
  const target = identity.map(quoted).join(', ')
  if (changed.length === 0) return ` on conflict (${target}) do nothing`
  const set = changed.map((column) => `${quoted(column)} = excluded.${quoted(column)}`)
  return ` on conflict (${target}) do update set ${set.join(', ')}`
}

/** PostgreSQL refuses to replace one row twice in a statement: the last one counts, as it would in a row. */
function lastOfEach(rows: readonly object[], identity: readonly string[]): readonly object[] {
  if (rows.length < 2) return rows
  const last = new Map<string, object>()
  for (const row of rows) {
    const cells = row as Readonly<Record<string, SqlCell>>
    const key =
      identity.length === 1 ? String(cells[identity[0]!]) : JSON.stringify(identity.map((c) => cells[c]))
    last.delete(key)
    last.set(key, row)
  }
  return last.size === rows.length ? rows : [...last.values()]
}
