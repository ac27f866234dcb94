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
import { FALSE, not } from '../select/fragment.ts'
import { jsonSqlOf } from '../select/json-sql.ts'
import { isInDefaultZone, naming, type Place } from '../select/place.ts'
import { unlessTooDeep } from '../select/unless-too-deep.ts'
import { type Explored, exploredBy } from './explored.ts'
import { type GroupingParts, groupingStatement } from './grouping-statement.ts'
import { type Calendar, type KeyColumn, keyColumn } from './key-column.ts'
import { type MeasureColumns, measureColumns } from './measure-columns.ts'

/** Groups of a question that are taken from the database; of more, core says that they are too many. */
const MAX_GROUPS = 250_000
const MAX_PARAMETERS = 30_000

type Cell = string | number | null
type GroupRow = { readonly [column: string]: Cell }

/**
 * Explorations as one grouping statement. What SQL is not sure of is counted beside the groups: where there is any such
 * row, the database says nothing, and core reads the base.
 */
export function baseExplorer(connection: SqlConnection): BaseExplorer {
  return {
    explore: async (plan, options) => {
      const outer = placeOf(connection, plan)
      const explored = exploredBy(plan, outer)
      if (explored === undefined || explored.meant.maybe === FALSE) return undefined
      if (explored.zoned && (await hasOtherZones(connection, outer, options))) return undefined
      const calendar = await calendarOf(connection, explored, plan, options)
      const keys = plan.dimensions.map((one) => keyColumn(connection.dialect, explored, one, calendar))
      const measures = plan.measures.map((one, place) =>
        measureColumns(explored.place, one, `m${place}`, explored.contactId),
      )
      if (keys.includes(undefined) || measures.includes(undefined)) return undefined
      const parts = { keys: keys as readonly KeyColumn[], measures: measures as readonly MeasureColumns[] }
      const statement = groupingStatement(
        connection.table('clientele_contacts'),
        explored,
        parts,
        MAX_GROUPS + 1,
      )
      if (connection.compile(statement).parameters.length > MAX_PARAMETERS) return undefined
      const rows = await unlessTooDeep(
        () => connection.ask<GroupRow>(statement, options),
        async () => undefined,
      )
      if (
        rows === undefined ||
        rows.length > MAX_GROUPS ||
        rows.some(({ open }) => readNumber(open as number) > 0)
      )
        return undefined
      return rows.some((row) => isMixed(row, parts.measures))
        ? undefined
        : rows.map((row) => groupOf(row, parts))
    },
  }
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

function isMixed(row: GroupRow, measures: readonly MeasureColumns[]): boolean {
  return measures.some(
    ({ currencies }, place) =>
      currencies !== undefined && row[`currency${place}_0`] !== row[`currency${place}_1`],
  )
}

function groupOf(row: GroupRow, { keys, measures }: GroupingParts): ExploredGroup {
  return {
    keys: keys.map(({ kind }, place) => {
      const cell = row[`k${place}`] as Cell
      if (cell === null || kind === 'scalar') return cell
      return kind === 'json' ? readJson(String(cell)) : readNumber(cell as number)
    }),
    size: readNumber(row.size as number),
    ofNobody: readNumber(row.of_nobody as number),
    measures: measures.map(({ isText }, place): ExploredMeasure => {
      const currency = row[`currency${place}_0`]
      const value = row[`value${place}`] ?? null
      return {
        count: readNumber(row[`count${place}`] as number),
        value: value === null || isText ? value : readNumber(value as number),
        currency: typeof currency === 'string' ? readJson(currency) : null,
      }
    }),
  }
}
