import { qualified, quoted, type SqlDialect, type SqlParameter } from './dialect.ts'
import { type AnyTable, type ColumnType, type SqlCell, writtenColumns } from './schema/shape.ts'
import { escapeText } from './text-codec.ts'

/** What becomes of a row whose key is there already. */
export type OnConflict = 'fail' | 'skip' | 'replace'

/** One statement, with the parameters of each of its runs. */
export interface BulkRuns {
  readonly sql: string
  readonly batches: readonly (readonly SqlParameter[])[]
}

/** A bulk insert into one table: the runs that rows are written in. */
export type BulkInsert = (rows: readonly object[]) => BulkRuns

/** Rows of one run from a relation: beyond it a longer list gains nothing. */
const ROWS_A_RUN = 1000

export function bulkInsert(dialect: SqlDialect, table: AnyTable, onConflict: OnConflict): BulkInsert {
  const columns = writtenColumns(table)
  const types = columns.map((column) => table.columns[column]!)
  const identity = table.identity ?? table.key
  const head = `insert into ${qualified(dialect, table.name)} (${columns.map(quoted).join(', ')})`
  const conflict = conflictClause(onConflict, identity, columns)
  const fromSource = `${head} ${dialect.source(types)}${conflict}`
  const fromRelation =
    columns.length <= (dialect.relationColumns ?? 0)
      ? `${head} ${relationOf(dialect, columns, types)}${conflict}`
      : undefined
  const cellsOf = (row: object): readonly SqlCell[] => {
    const cells: SqlCell[] = []
    for (const column of columns) {
      const cell = (row as Readonly<Record<string, SqlCell>>)[column]!
      cells.push(typeof cell === 'string' ? escapeText(cell) : cell)
    }
    return cells
  }
  return (rows) => {
    const cells = (onConflict === 'replace' ? lastOfEach(rows, identity) : rows).map(cellsOf)
    if (fromRelation === undefined || cells.length === 1)
      return { sql: fromSource, batches: dialect.batches(cells) }
    return { sql: fromRelation, batches: slicesOf(cells).map((some) => [JSON.stringify(some)]) }
  }
}

/** Columns read out of one parameter; `where true` keeps `on conflict` from being read as the `on` of a join. */
function relationOf(dialect: SqlDialect, columns: readonly string[], types: readonly ColumnType[]): string {
  const [before, after] = dialect.relation(
    Object.fromEntries(columns.map((column, place) => [column, types[place]!])),
  )
  return `select * from ${before}?${after} where true`
}

function slicesOf(cells: readonly (readonly SqlCell[])[]): readonly (readonly (readonly SqlCell[])[])[] {
  if (cells.length <= ROWS_A_RUN) return [cells]
  return Array.from({ length: Math.ceil(cells.length / ROWS_A_RUN) }, (_, place) =>
    cells.slice(place * ROWS_A_RUN, (place + 1) * ROWS_A_RUN),
  )
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
    const key = keyOf(row as Readonly<Record<string, SqlCell>>, identity)
    last.delete(key)
    last.set(key, row)
  }
  return last.size === rows.length ? rows : [...last.values()]
}

/** One text for the cells of a key; their lengths keep `a`, `bc` apart from `ab`, `c`. */
function keyOf(cells: Readonly<Record<string, SqlCell>>, identity: readonly string[]): string {
  if (identity.length === 1) return String(cells[identity[0]!])
  let key = ''
  for (const column of identity) {
    const cell = String(cells[column])
    key += `${cell.length} ${cell}`
  }
  return key
}
