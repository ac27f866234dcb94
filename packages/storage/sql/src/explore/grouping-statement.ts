import { type RawBuilder, sql } from 'kysely'
import { and, FALSE, type Fragment, not, or } from '../select/fragment.ts'
import type { Explored } from './explored.ts'
import type { KeyColumn } from './key-column.ts'
import type { MeasureColumns } from './measure-columns.ts'

/** The columns of a grouping. */
export interface GroupingParts {
  readonly keys: readonly KeyColumn[]
  readonly measures: readonly MeasureColumns[]
}

/**
 * One statement in steps: what is dear is computed once for each contact, rows are read once with all that the groups
 * need of them, and then put together. `open` counts the rows that SQL is not sure of.
 */
export function groupingStatement(
  contacts: Fragment,
  { from, named, meant, contactId, at }: Explored,
  { keys, measures }: GroupingParts,
  limit: number,
): RawBuilder<unknown> {
  const place = (one: KeyColumn): number => keys.indexOf(one)
  // Over contacts, each is read once anyway.
  const dear = at === undefined ? [] : keys.filter((one) => one.perContact)
  const isDear = (one: KeyColumn): boolean => dear.includes(one)
  const doubt = or(
    not(meant.sure),
    ...keys.map((one) => (isDear(one) ? FALSE : one.doubt)),
    ...measures.map((one) => one.doubt),
    dear.length === 0 ? FALSE : sql`(people.doubt = 1)`,
  )
  const read = [
    sql`${contactId} as whose`,
    sql`${flag(doubt)} as doubt`,
    ...keys.map((one) =>
      isDear(one) ? sql.ref(`people.k${place(one)}`) : sql`${one.of} as ${sql.ref(`k${place(one)}`)}`,
    ),
    ...measures.flatMap((one) =>
      Object.entries(one.read).map(([name, what]) => sql`${what} as ${sql.ref(name)}`),
    ),
  ]
  const people = [
    sql`c.contact_id as whom`,
    sql`${flag(or(...dear.map((one) => one.doubt)))} as doubt`,
    ...dear.map((one) => sql`${one.of} as ${sql.ref(`k${place(one)}`)}`),
  ]
  const first = sql`people as materialized (select ${sql.join(people)} from ${contacts} as c),`
  const joined = sql`${from} left join people on people.whom = ${contactId}`
  return sql`with ${dear.length === 0 ? sql`` : first}
    explored as materialized (
      select ${sql.join(read)} from ${dear.length === 0 ? from : joined} where ${and(named, meant.maybe)})
    select ${sql.join(counted(keys, measures))} from explored
    ${keys.length === 0 ? sql`having count(*) > 0` : sql`group by ${sql.join(namesOf(keys))}`}
    limit ${sql.lit(limit)}`
}

function namesOf(keys: readonly KeyColumn[]): readonly Fragment[] {
  return keys.map((_, place) => sql.ref(`k${place}`))
}

function counted(keys: readonly KeyColumn[], measures: readonly MeasureColumns[]): readonly Fragment[] {
  const off = measures.filter(({ isOff }) => isOff !== FALSE).map(({ isOff }) => sql` + ${flag(isOff)}`)
  return [
    ...namesOf(keys),
    sql`count(*) as size`,
    sql`count(*) - count(whose) as of_nobody`,
    sql`coalesce(sum(doubt), 0)${sql.join(off, sql``)} as open`,
    ...measures.flatMap((one, place) => [
      sql`${one.count} as ${sql.ref(`count${place}`)}`,
      sql`${one.value} as ${sql.ref(`value${place}`)}`,
      ...(one.currencies ?? []).map((side, end) => sql`${side} as ${sql.ref(`currency${place}_${end}`)}`),
    ]),
  ]
}

/** 1 where a fragment is true, else 0. */
function flag(fragment: Fragment): Fragment {
  return fragment === FALSE ? sql`0` : sql`(case when (${fragment}) is true then 1 else 0 end)`
}
