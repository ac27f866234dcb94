import { sql } from 'kysely'
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
