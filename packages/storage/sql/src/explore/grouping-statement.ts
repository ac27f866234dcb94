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

/** Which groups are answered. */
export interface Answered {
  /** Keys are cells of their own, and only groups of which this is true are answered. @default all, by any keys */
  readonly kept?: Fragment | undefined
  /** At most so many. @default all */
  readonly limit?: number | undefined
}

/**
 * One statement in steps: what is dear is computed once for each contact, rows are read once with all that the groups
 * need of them, and then put together. `open` counts what SQL is not sure of, `odd` the rows whose keys core may put
 * together with others; where only some groups are answered, they are those of all.
 */
export function groupingStatement(
  contacts: Fragment,
  { from, named, meant, contactId, at }: Explored,
  { keys, measures }: GroupingParts,
  { kept, limit }: Answered,
): RawBuilder<unknown> {
  const place = (one: KeyColumn): number => keys.indexOf(one)
  const keyOf = (one: KeyColumn): Fragment => (kept === undefined ? one.of : one.own.of)
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
    sql`${kept === undefined ? sql`0` : flag(or(...keys.map(({ own }) => own.odd)))} as odd`,
    ...keys.map((one) =>
      isDear(one) ? sql.ref(`people.k${place(one)}`) : sql`${keyOf(one)} as ${sql.ref(`k${place(one)}`)}`,
    ),
    ...measures.flatMap((one) =>
      Object.entries(one.read).map(([name, what]) => sql`${what} as ${sql.ref(name)}`),
    ),
  ]
  const people = [
    sql`c.contact_id as whom`,
    sql`${flag(or(...dear.map((one) => one.doubt)))} as doubt`,
    ...dear.map((one) => sql`${keyOf(one)} as ${sql.ref(`k${place(one)}`)}`),
  ]
  const first = sql`people as materialized (select ${sql.join(people)} from ${contacts} as c),`
  const joined = sql`${from} left join people on people.whom = ${contactId}`
  const grouped = sql`select ${sql.join(counted(keys, measures))} from explored
    ${keys.length === 0 ? sql`having count(*) > 0` : sql`group by ${sql.join(namesOf(keys))}`}`
  return sql`with ${dear.length === 0 ? sql`` : first}
    explored as materialized (
      select ${sql.join(read)} from ${dear.length === 0 ? from : joined} where ${and(named, meant.maybe)})
    ${kept === undefined ? grouped : answered(grouped, kept)}
    ${limit === undefined ? sql`` : sql`limit ${sql.lit(limit)}`}`
}

/** What is to be known of all groups, beside those that are answered; it stands alone where none is. */
function answered(grouped: Fragment, kept: Fragment): Fragment {
  return sql`, grouped as materialized (${grouped}),
    whole as (select max(open) as any_open, max(odd) as any_odd, cast(sum(of_nobody) as bigint) as all_of_nobody from grouped)
    select * from whole left join (select * from grouped where ${kept}) as kept on true`
}

function namesOf(keys: readonly KeyColumn[]): readonly Fragment[] {
  return keys.map((_, place) => sql.ref(`k${place}`))
}

function counted(keys: readonly KeyColumn[], measures: readonly MeasureColumns[]): readonly Fragment[] {
  const faults = measures.flatMap(({ isOff, currencies }) => [
    isOff,
    currencies === undefined ? FALSE : sql`(${currencies[0]} <> ${currencies[1]})`,
  ])
  const off = faults.filter((fault) => fault !== FALSE).map((fault) => sql` + ${flag(fault)}`)
  return [
    ...namesOf(keys),
    sql`count(*) as size`,
    sql`count(*) - count(whose) as of_nobody`,
    sql`coalesce(sum(doubt), 0)${sql.join(off, sql``)} as open`,
    sql`coalesce(sum(odd), 0) as odd`,
    ...measures.flatMap((one, place) => [
      sql`${one.count} as ${sql.ref(`count${place}`)}`,
      sql`${one.value} as ${sql.ref(`value${place}`)}`,
      ...(one.part === undefined ? [] : [sql`${one.part} as ${sql.ref(`part${place}`)}`]),
      ...(one.currencies === undefined ? [] : [sql`${one.currencies[0]} as ${sql.ref(`currency${place}`)}`]),
    ]),
  ]
}

/** 1 where a fragment is true, else 0. */
function flag(fragment: Fragment): Fragment {
  return fragment === FALSE ? sql`0` : sql`(case when (${fragment}) is true then 1 else 0 end)`
}
