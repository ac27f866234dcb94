import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../schema/database.ts'
import { type Slots, type Statement, statement } from '../statement.ts'

type Named<Column extends string> = {
  [Table in keyof Database]: Column extends keyof Database[Table] ? Table : never
}[keyof Database]

/** Every row of a table whose column is one of a list. */
export function selectAmong<Table extends keyof Database>(
  table: Table,
  column: keyof Database[Table] & string,
): Statement<{ readonly keys: readonly string[] }, Database[Table]> {
  return statement(
    (_, $: Slots<{ readonly keys: readonly string[] }>) =>
      sql<Database[Table]>`select * from ${$.table(table)} where ${$.among(column, 'keys')}`,
  )
}

/** The same, each of the list looked up: see {@link rowsOfEach}. */
export function selectEach<Table extends keyof Database>(
  table: Table,
  column: keyof Database[Table] & string,
): Statement<{ readonly keys: readonly string[] }, Database[Table]> {
  return statement(
    (_, $: Slots<{ readonly keys: readonly string[] }>) =>
      sql<Database[Table]>`select * from ${rowsOfEach($, table, column)} as t`,
  )
}

/**
 * The rows of a table whose column is one of a list, to be read in `from`, by a look-up for each of the list, whatever
 * the database believes of the table: of one that has just been filled, or that fills up while a plan is in force,
 * PostgreSQL knows nothing, and would read it whole for every batch.
 */
export function rowsOfEach<Table extends keyof Database>(
  $: Slots<{ readonly keys: readonly string[] }>,
  table: Table,
  column: keyof Database[Table] & string,
): RawBuilder<unknown> {
  if ($.unnest === undefined) return sql`(select * from ${$.table(table)} where ${$.among(column, 'keys')})`
  // `offset 0` keeps the two from being joined in another way.
  return sql`(select found.* from (select distinct id from ${$.unnest('keys')} as given(id)) as k
    cross join lateral (select * from ${$.table(table)} as m where m.${sql.ref(column)} = k.id offset 0) as found)`
}

/** Deletes the rows of a table whose column is one of a list. */
export function deleteAmong<Table extends keyof Database>(
  table: Table,
  column: keyof Database[Table] & string,
): Statement<{ readonly keys: readonly string[] }, unknown> {
  return statement(
    (_, $: Slots<{ readonly keys: readonly string[] }>) =>
      sql`delete from ${$.table(table)} where ${$.among(column, 'keys')}`,
  )
}

/** A page of a table in the order of a text column. */
export function selectPage<Table extends keyof Database>(
  table: Table,
  column: keyof Database[Table] & string,
): Statement<{ readonly after: string; readonly limit: number }, Database[Table]> {
  return statement(
    (_, $: Slots<{ readonly after: string; readonly limit: number }>) =>
      sql<Database[Table]>`select * from ${$.table(table)} where ${sql.ref(column)} > ${$.value('after')}
        order by ${sql.ref(column)} limit ${$.value('limit')}`,
  )
}

/** How many rows a table has. */
export function countAll(
  table: keyof Database,
): Statement<Readonly<Record<never, never>>, { readonly rows: number }> {
  return statement(
    (_, $: Slots<Readonly<Record<never, never>>>) =>
      sql<{ readonly rows: number }>`select count(*) as rows from ${$.table(table)}`,
  )
}

/** Gives the rows of contacts that end to the contacts that stand for them. */
export function giveToHeirs(
  table: Named<'contact_id'>,
): Statement<{ readonly heirs: readonly (readonly string[])[] }, unknown> {
  return statement(
    (_, $: Slots<{ readonly heirs: readonly (readonly string[])[] }>) =>
      sql`update ${$.table(table)} as t set contact_id = h.to_id
        from ${$.relation('heirs', 'h', { from_id: 'text', to_id: 'text' })} where t.contact_id = h.from_id`,
  )
}
