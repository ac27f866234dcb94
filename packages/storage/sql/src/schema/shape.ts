/** What one cell holds on its way to or from a driver: JSON goes as text, yes and no as 1 and 0. */
export type SqlCell = string | number | null

/** What a column holds; one that ends in `?` may be null. `json` can be looked into by the database. */
export type ColumnType = 'text' | 'text?' | 'json' | 'integer' | 'integer?' | 'real?' | 'sequence'

type ColumnTypeOf<Cell> = null extends Cell
  ? Extract<Cell, string> extends never
    ? 'integer?' | 'real?'
    : 'text?'
  : Cell extends string
    ? 'text' | 'json'
    : 'integer' | 'sequence'

/** An index, `unique` or over the rows of `where` alone. */
export interface IndexShape {
  readonly name: string
  /** Columns, or expressions over them. */
  readonly on: readonly string[]
  readonly unique?: boolean | undefined
  /** SQL that both dialects understand. */
  readonly where?: string | undefined
}

/** One table of the shared schema: what DDL, bulk writes and typed queries are all made from. */
export interface TableShape<Row> {
  readonly name: string
  readonly columns: { readonly [Column in keyof Row & string]: ColumnTypeOf<Row[Column]> }
  /** The primary key; `contact_id` leads where a row belongs to a contact. */
  readonly key: readonly (keyof Row & string)[]
  /** The unique columns that an upsert goes by. @default `key` */
  readonly identity?: readonly (keyof Row & string)[] | undefined
  /** Rows are narrow: SQLite keeps them in the tree of the key alone. @default false */
  readonly narrow?: boolean | undefined
  readonly indexes?: readonly IndexShape[] | undefined
}

/** A table of which only the shape matters, not what its rows are. */
export interface AnyTable {
  readonly name: string
  readonly columns: { readonly [column: string]: ColumnType }
  readonly key: readonly string[]
  readonly identity?: readonly string[] | undefined
  readonly narrow?: boolean | undefined
  readonly indexes?: readonly IndexShape[] | undefined
}

/** A row as it is written: without the column that the database numbers. */
export type WrittenRow<Row> = Omit<Row, 'seq'>

/** Columns that a write names. */
export function writtenColumns(table: AnyTable): readonly string[] {
  return Object.keys(table.columns).filter((column) => table.columns[column] !== 'sequence')
}
