import {
  type ColumnType,
  primaryKey,
  qualified,
  quoted,
  type SqlCell,
  type SqlDialect,
} from '@clientele/storage-sql'

/** Rows of one bulk statement: beyond it a longer array gains nothing. */
const ROWS_PER_STATEMENT = 5000

const TYPES: { readonly [type in ColumnType]: string } = {
  text: 'text',
  'text?': 'text',
  json: 'jsonb',
  integer: 'bigint',
  'integer?': 'bigint',
  'real?': 'double precision',
  sequence: 'bigint',
}

/** What is PostgreSQL's own: arrays for lists, `unnest` for bulk inserts, row and advisory locks. */
export function postgresDialect(schema: string | undefined): SqlDialect {
  const dialect: SqlDialect = {
    name: 'postgres',
    schema,
    rowLocks: true,
    among: ['= any(', '::text[])'],
    unnest: ['unnest(', '::text[])'],
    list: (values) => values,
    relation: (columns) => {
      const cells = Object.entries(columns).map(
        ([column, type], index) => `(cells ->> ${index})::${TYPES[type]} as ${quoted(column)}`,
      )
      return [`(select ${cells.join(', ')} from jsonb_array_elements(`, '::jsonb) as given(cells))']
    },
    source: (types) =>
      `select * from unnest(${types.map((type, i) => `$${i + 1}::${TYPES[type]}[]`).join(', ')})`,
    batches: columnsOf,
    // In the order of the keys, so that two workers never wait for each other.
    lock:
      'select pg_advisory_xact_lock(key) from (select distinct hashtextextended(name, 0) as key ' +
      'from unnest($1::text[]) as names(name) order by key offset 0) as keys',
    tableExists: (name) => `select 1 as found where to_regclass('${qualified(dialect, name)}') is not null`,
    prepareSchema: schema === undefined ? [] : [`create schema if not exists ${quoted(schema)}`],
    columnType: (type) => {
      if (type === 'sequence') return 'bigint generated always as identity'
      // The order of bytes, as SQLite has it: pages and keys come alike from both.
      const collation = TYPES[type] === 'text' ? ' collate "C"' : ''
      return `${TYPES[type]}${collation}${type.endsWith('?') ? '' : ' not null'}`
    },
    tableClauses: (table) => ({ inside: [primaryKey(table)], after: '' }),
  }
  return dialect
}

function columnsOf(rows: readonly (readonly SqlCell[])[]): readonly (readonly (readonly SqlCell[])[])[] {
  const width = rows[0]?.length ?? 0
  const batches: (readonly (readonly SqlCell[])[])[] = []
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    const some = rows.slice(start, start + ROWS_PER_STATEMENT)
    batches.push(Array.from({ length: width }, (_, column) => some.map((cells) => cells[column]!)))
  }
  return batches
}
