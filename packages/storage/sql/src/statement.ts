import {
  type AliasedRawBuilder,
  type CompiledQuery,
  type Kysely,
  type RawBuilder,
  type SqlBool,
  sql,
} from 'kysely'
import { type Around, qualified, type SqlDialect, type SqlParameter } from './dialect.ts'
import type { Database } from './schema/database.ts'
import type { ColumnType, SqlCell } from './schema/shape.ts'
import { escapeText } from './text-codec.ts'

/** What statements are built with. */
export type Builder = Kysely<Database>

/** Rows of a relation: cells in the order of its columns. */
export type RelationRows = readonly (readonly SqlCell[])[]

/** Holds the place of an argument until the statement runs. */
interface Slot {
  readonly slot: string
  readonly kind: 'value' | 'list' | 'only' | 'relation'
}

/** What a statement is built from: places of its arguments, and what the dialects say differently. */
export interface Slots<Args> {
  readonly rowLocks: boolean
  /** One value. */
  readonly value: <Name extends keyof Args & string>(name: Name) => RawBuilder<Args[Name]>
  /** `column` is one of a list of texts; the list is one parameter, so the text never changes. */
  readonly among: (column: string, list: keyof Args & string) => RawBuilder<SqlBool>
  /** A list of texts as rows, to be read in `from`; `undefined` where `among` looks each of it up. */
  readonly unnest: ((list: keyof Args & string) => RawBuilder<unknown>) | undefined
  /** Rows given as one parameter, to be read in `from`. */
  readonly relation: <Columns extends { readonly [column: string]: ColumnType }, Alias extends string>(
    name: keyof Args & string,
    alias: Alias,
    columns: Columns,
  ) => AliasedRawBuilder<{ readonly [Column in keyof Columns]: CellOf<Columns[Column]> }, Alias>
  /** The full name of a table in hand-written SQL. */
  readonly table: (name: keyof Database) => RawBuilder<unknown>
}

type CellOf<Type extends ColumnType> = Type extends 'text' | 'json'
  ? string
  : Type extends 'text?'
    ? string | null
    : Type extends 'integer' | 'sequence'
      ? number
      : number | null

/** A query that is built once per dialect and then only run: building costs more than a point read. */
export interface Statement<Args, Row> {
  readonly build: (db: Builder, slots: Slots<Args>) => { compile: (db: Builder) => CompiledQuery<Row> }
}

/** Declares a statement by how it is built; annotate the slots with its arguments. */
export function statement<Args, Row>(
  build: (db: Builder, slots: Slots<Args>) => { compile: (db: Builder) => CompiledQuery<Row> },
): Statement<Args, Row> {
  return { build }
}

/** A statement as text, with what turns arguments into parameters. */
export interface Compiled<Args> {
  readonly sql: string
  readonly bind: (args: Args) => readonly SqlParameter[]
}

/** The list that most reads go by; its statements have a second text for a list of one. */
const KEYS = 'keys'

/** Compiles statements for one dialect, each once, and once more for one key where the dialect asks for it so. */
export function statementCompiler(
  dialect: SqlDialect,
  db: Builder,
): <Args, Row>(statement: Statement<Args, Row>, args: Args) => Compiled<Args> {
  const forMany = new WeakMap<object, Compiled<unknown>>()
  const forOne = new WeakMap<object, Compiled<unknown>>()
  return (statement, args) => {
    const isOne = dialect.amongOne !== undefined && hasOneKey(args)
    const compiled = isOne ? forOne : forMany
    let known = compiled.get(statement)
    if (known === undefined) {
      known = compile(dialect, db, statement as Statement<unknown, unknown>, isOne)
      compiled.set(statement, known)
    }
    return known
  }
}

function hasOneKey(args: unknown): boolean {
  const keys = (args as { readonly [KEYS]?: unknown })[KEYS]
  return Array.isArray(keys) && keys.length === 1
}

function compile(
  dialect: SqlDialect,
  db: Builder,
  { build }: Statement<unknown, unknown>,
  isOne: boolean,
): Compiled<unknown> {
  const query = build(db, slotsOf(dialect, isOne)).compile(db)
  const encoders = query.parameters.map((parameter) => encoder(dialect, parameter))
  return {
    sql: query.sql,
    bind: (args) => encoders.map((encode) => encode(args as Readonly<Record<string, unknown>>)),
  }
}

function slotsOf(dialect: SqlDialect, isOne: boolean): Slots<Record<string, unknown>> {
  const place = (slot: string, kind: Slot['kind']): RawBuilder<unknown> =>
    sql.val({ slot, kind } satisfies Slot)
  const around = ([before, after]: Around, inside: RawBuilder<unknown>): RawBuilder<unknown> =>
    sql`${sql.raw(before)}${inside}${sql.raw(after)}`
  const { unnest } = dialect
  return {
    rowLocks: dialect.rowLocks,
    unnest: unnest === undefined ? undefined : (list) => around(unnest, place(list, 'list')),
    value: (name) => place(name, 'value'),
    among: (column, list) =>
      isOne && list === KEYS && dialect.amongOne !== undefined
        ? sql<SqlBool>`${sql.ref(column)} ${around(dialect.amongOne, place(list, 'only'))}`
        : sql<SqlBool>`${sql.ref(column)} ${around(dialect.among, place(list, 'list'))}`,
    relation: (name, alias, columns) =>
      around(dialect.relation(columns), place(name, 'relation')).as(alias) as never,
    table: (name) => sql.raw(qualified(dialect, name)),
  }
}

function encoder(
  dialect: SqlDialect,
  parameter: unknown,
): (args: Readonly<Record<string, unknown>>) => SqlParameter {
  if (typeof parameter !== 'object' || parameter === null) return () => parameter as SqlParameter
  const { slot, kind } = parameter as Slot
  if (kind === 'list') return (args) => dialect.list((args[slot] as readonly string[]).map(escapeText))
  if (kind === 'only') return (args) => escapeText((args[slot] as readonly string[])[0]!)
  if (kind === 'relation') {
    return (args) => JSON.stringify((args[slot] as RelationRows).map((cells) => cells.map(escaped)))
  }
  return (args) => escaped(args[slot] as SqlCell)
}

function escaped(cell: SqlCell): SqlCell {
  return typeof cell === 'string' ? escapeText(cell) : cell
}
