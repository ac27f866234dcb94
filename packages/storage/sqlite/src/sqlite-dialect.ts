import { type ColumnType, primaryKey, quoted, type SqlDialect } from '@clientele/storage-sql'

const TYPES: { readonly [type in ColumnType]: string } = {
  text: 'text not null',
  'text?': 'text',
  json: 'text not null',
  integer: 'integer not null',
  'integer?': 'integer',
  'real?': 'real',
  sequence: 'integer primary key',
}

/** What is SQLite's own: JSON1 for lists and relations, narrow rows written from one list, one writer at a time. */
export const sqliteDialect: SqlDialect = {
  name: 'sqlite',
  rowLocks: false,
  among: ['in (select value from json_each(', '))'],
  amongOne: ['= ', ''],
  list: (values) => JSON.stringify(values),
  relation: (columns) => {
    const cells = Object.keys(columns).map((column, index) => `value ->> ${index} as ${quoted(column)}`)
    return [`(select ${cells.join(', ')} from json_each(`, '))']
  },
  // Each cell of a relation reads its row from the start: a wider row is dearer so than in a run of its own.
  relationColumns: 12,
  source: (types) => `values (${types.map(() => '?').join(', ')})`,
  batches: (rows) => rows,
  tableExists: (name) => `select 1 as found from sqlite_master where type = 'table' and name = '${name}'`,
  prepareSchema: [],
  columnType: (type) => TYPES[type],
  tableClauses: (table) => {
    const isNumbered = Object.values(table.columns).includes('sequence')
    return {
      inside: [isNumbered ? `unique (${table.key.map(quoted).join(', ')})` : primaryKey(table)],
      after: table.narrow === true ? ' strict, without rowid' : ' strict',
    }
  },
}
