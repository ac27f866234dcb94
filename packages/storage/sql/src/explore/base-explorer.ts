import type {
  Abortable,
  BaseExplorer,
  ExplorationPlan,
  ExploredGroup,
  ExploredMeasure,
} from '@clientele/core'
import { sql } from 'kysely'
import { readJson, readNumber } from '../cells.ts'
import type { SqlConnection } from '../connection.ts'
import { FALSE, type Fragment, not, TRUE } from '../select/fragment.ts'
import { jsonSqlOf } from '../select/json-sql-of.ts'
import { isInDefaultZone, naming, type Place } from '../select/place.ts'
import { unlessTooDeep } from '../select/unless-too-deep.ts'
import { type Explored, exploredBy } from './explored.ts'
import { type Answered, type GroupingParts, groupingStatement } from './grouping-statement.ts'
import { havingBounds } from './having-bounds.ts'
import { type Calendar, type KeyColumn, keyColumn } from './key-column.ts'
import { type MeasureColumns, measureColumns } from './measure-columns.ts'

/** Groups of a question that are taken from the database; of more, core says that they are too many. */
const MAX_GROUPS = 250_000
const MAX_PARAMETERS = 30_000

type Cell = string | number | null
type GroupRow = { readonly [column: string]: Cell }

/** Rows of a page of groups. */
const PAGE = 2000

/**
 * Explorations as one grouping statement. What SQL is not sure of is counted beside the groups: where there is any such
 * row, the database says nothing, and core reads the base.
 */
export function baseExplorer(connection: SqlConnection): BaseExplorer {
  return {
    explore: async (plan, options) => {
      const prepared = await prepare(connection, plan, options)
      if (prepared === undefined) return undefined
      const ask = async (kept: Fragment | undefined): Promise<readonly GroupRow[] | undefined> => {
        const statement = statementOf(connection, prepared, { kept, limit: MAX_GROUPS + 1 })
        return (
          statement &&
          unlessTooDeep(
            () => connection.ask<GroupRow>(statement, options),
            async () => undefined,
          )
        )
      }
      const kept = keptBy(plan, prepared)
      const some = kept && (await ask(kept))
      const rows = some === undefined || isSomeOf(some, 'any_odd') ? await ask(undefined) : some
      if (rows === undefined || rows.length > MAX_GROUPS) return undefined
      if (isSomeOf(rows, rows === some ? 'any_open' : 'open')) return undefined
      return rows === some
        ? { groups: groupsOf(rows, prepared.parts), ofNobody: numberOf(rows[0], 'all_of_nobody') }
        : {
            groups: groupsOf(rows, prepared.parts),
            ofNobody: rows.reduce((sum, row) => sum + numberOf(row, 'of_nobody'), 0),
          }
    },
    stream: async (plan, options) => {
      if (connection.pages === undefined || !areOwn(plan)) return undefined
      const prepared = await prepare(connection, plan, options)
      const kept = prepared && (keptBy(plan, prepared) ?? TRUE)
      const statement = prepared && statementOf(connection, prepared, { kept })
      if (statement === undefined) return undefined
      const pages = connection.pages<GroupRow>(statement, { size: PAGE, signal: options?.signal })
      const rest = pages[Symbol.asyncIterator]()
      const first = await unlessTooDeep(
        () => rest.next(),
        async () => undefined,
      )
      // Every row says what is to be known of all.
      const isSure =
        first?.done === false && !isSomeOf(first.value, 'any_open') && !isSomeOf(first.value, 'any_odd')
      if (isSure) return groupPages(first.value, rest, (prepared as Prepared).parts)
      await rest.return?.()
      return undefined
    },
  }
}

async function* groupPages(
  first: readonly GroupRow[],
  rest: AsyncIterator<readonly GroupRow[]>,
  parts: GroupingParts,
): AsyncGenerator<readonly ExploredGroup[]> {
  try {
    yield groupsOf(first, parts)
    for (;;) {
      const next = await rest.next()
      if (next.done === true) return
      yield groupsOf(next.value, parts)
    }
  } finally {
    await rest.return?.()
  }
}

/** What statements of a question are made of. */
interface Prepared {
  readonly place: Place
  readonly explored: Explored
  readonly parts: GroupingParts
}

/** `undefined`: the database cannot say it. */
async function prepare(
  connection: SqlConnection,
  plan: ExplorationPlan,
  options: Abortable | undefined,
): Promise<Prepared | undefined> {
  const place = placeOf(connection, plan)
  const explored = exploredBy(plan, place)
  if (explored === undefined || explored.meant.maybe === FALSE) return undefined
  if (explored.zoned && (await hasOtherZones(connection, place, options))) return undefined
  const calendar = await calendarOf(connection, explored, plan, options)
  const keys = plan.dimensions.map((one) => keyColumn(connection.dialect, explored, one, calendar))
  const measures = plan.measures.map((one, index) =>
    measureColumns(connection.dialect, explored.place, one, `m${index}`, explored.contactId),
  )
  if (keys.includes(undefined) || measures.includes(undefined)) return undefined
  const parts = { keys: keys as readonly KeyColumn[], measures: measures as readonly MeasureColumns[] }
  return { place, explored, parts }
}

function statementOf(connection: SqlConnection, { explored, parts }: Prepared, answered: Answered) {
  const statement = groupingStatement(connection.table('clientele_contacts'), explored, parts, answered)
  return connection.compile(statement).parameters.length > MAX_PARAMETERS ? undefined : statement
}

/** Is every key a cell of its own, and are there keys at all? */
function areOwn({ dimensions }: ExplorationPlan): boolean {
  return dimensions.length > 0 && dimensions.every(({ own }) => own)
}

/** Which groups are answered; `undefined`: all, as core puts them together before it looks at what they come to. */
function keptBy(plan: ExplorationPlan, { place, parts }: Prepared): Fragment | undefined {
  if (plan.having === undefined || !areOwn(plan)) return undefined
  const grouped = parts.measures.map(({ isText, part }, index) => ({
    isText,
    hasPart: part !== undefined,
    of: plan.measures[index]?.of,
  }))
  const { maybe } = havingBounds(place.json, plan.having, grouped)
  return maybe === TRUE ? undefined : maybe
}

function isSomeOf(rows: readonly GroupRow[], column: string): boolean {
  return rows.some((row) => numberOf(row, column) > 0)
}

function numberOf(row: GroupRow | undefined, column: string): number {
  return readNumber((row?.[column] ?? 0) as number)
}

function placeOf(connection: SqlConnection, plan: ExplorationPlan): Place {
  const contact = { id: sql.ref('c.contact_id'), fields: sql.ref('c.fields') }
  return {
    ...naming(connection.dialect),
    json: jsonSqlOf(connection.dialect),
    environment: plan,
    at: plan.at,
    defaultZone: plan.defaultZone,
    form: 'sets',
    contact: () => contact,
    row: undefined,
    first: undefined,
  }
}

/** The calendar of a zone is written out between the first instant and the last. */
async function calendarOf(
  connection: SqlConnection,
  { at, from, named }: Explored,
  { dimensions, zone, at: now }: ExplorationPlan,
  options: Abortable | undefined,
): Promise<Calendar> {
  if (at === undefined || !dimensions.some((one) => 'happened' in one)) return { first: now, last: now, zone }
  const [found] = await connection.ask<{ readonly first: number | null; readonly last: number | null }>(
    sql`select min(${at}) as first, max(${at}) as last from ${from} where ${named}`,
    options,
  )
  return { first: readNumber(found?.first ?? now), last: readNumber(found?.last ?? now), zone }
}

async function hasOtherZones(
  connection: SqlConnection,
  place: Place,
  options: Abortable | undefined,
): Promise<boolean> {
  const found = await connection.ask(
    sql`select 1 as found from ${connection.table('clientele_contacts')} as c where ${not(isInDefaultZone(place))} limit 1`,
    options,
  )
  return found.length > 0
}

/** Where no group is answered, what is known of all of them stands alone. */
function groupsOf(rows: readonly GroupRow[], parts: GroupingParts): readonly ExploredGroup[] {
  return rows.filter(({ size }) => size !== null).map((row) => groupOf(row, parts))
}

function groupOf(row: GroupRow, { keys, measures }: GroupingParts): ExploredGroup {
  return {
    keys: keys.map(({ kind }, place) => {
      const cell = row[`k${place}`] as Cell
      if (cell === null || kind === 'scalar') return cell
      return kind === 'json' ? readJson(String(cell)) : readNumber(cell as number)
    }),
    size: readNumber(row.size as number),
    measures: measures.map((one, place): ExploredMeasure => {
      const currency = row[`currency${place}`]
      return {
        count: readNumber(row[`count${place}`] as number),
        value: measuredValue(row, one, place),
        currency: typeof currency === 'string' ? readJson(currency) : null,
      }
    }),
  }
}

function measuredValue(
  row: GroupRow,
  { isText, part }: MeasureColumns,
  place: number,
): ExploredMeasure['value'] {
  const value = row[`value${place}`] ?? null
  const millionths = part === undefined ? 0 : readNumber(row[`part${place}`] as number)
  if (millionths !== 0) return `${BigInt(value as number) * 1_000_000n + BigInt(millionths)}e-6`
  // A driver hands out decimals as text, and exactly so they are handed on.
  return value === null || isText || typeof value === 'string' ? value : readNumber(value)
}
