import type { AnyTable, ColumnType, SqlCell } from './schema/shape.ts'

/** What goes to a driver as one parameter. */
export type SqlParameter = SqlCell | readonly SqlCell[]

/** Text before and after a parameter. */
export type Around = readonly [before: string, after: string]

/** Everything in which two SQL databases differ here: one file per database. */
export interface SqlDialect {
  readonly name: 'sqlite' | 'postgres'
  /** Schema in which the tables are; the connection's default when absent. */
  readonly schema?: string | undefined
  /** Does the database lock rows, so that several workers write side by side? */
  readonly rowLocks: boolean
  /** `column <before> parameter <after>`: the column is one of a list of texts. */
  readonly among: Around
  /** The same where the list has one element, which is then the parameter; absent: such a list is none of its own. */
  readonly amongOne?: Around | undefined
  /** `from <before> parameter <after> as alias(column)`: a list of texts as rows; absent: `among` looks each of it up. */
  readonly unnest?: Around | undefined
  /** A list of texts as a parameter of `among`. */
  readonly list: (values: readonly string[]) => SqlParameter
  /** `<before> parameter <after>`: rows given as one JSON list of lists, to be read in `from`. */
  readonly relation: (columns: { readonly [column: string]: ColumnType }) => Around
  /** What follows the columns in a bulk insert, such as `values (?, ?)`. */
  readonly source: (types: readonly ColumnType[]) => string
  /** Many rows of at most so many columns are written from a `relation`, in one run. @default 0: always by `source` */
  readonly relationColumns?: number | undefined
  /** Parameters of each run of a bulk insert: one run per row, or columns of many rows at once. */
  readonly batches: (rows: readonly (readonly SqlCell[])[]) => readonly (readonly SqlParameter[])[]
  /** Takes locks on the names of one list parameter until the transaction ends; absent: one writer at a time. */
  readonly lock?: string | undefined
  /** Answers a row when a table of this name is there. */
  readonly tableExists: (name: string) => string
  /** Statements before the first table is made. */
  readonly prepareSchema: readonly string[]
  readonly columnType: (type: ColumnType) => string
  /** What `create table` needs between its brackets beyond the columns, and after them. */
  readonly tableClauses: (table: AnyTable) => { readonly inside: readonly string[]; readonly after: string }
}

/** The name of a table of Clientele's as SQL writes it. */
export function qualified(dialect: SqlDialect, name: string): string {
  return dialect.schema === undefined ? quoted(name) : `${quoted(dialect.schema)}.${quoted(name)}`
}

/** A name in the quotes of SQL. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
