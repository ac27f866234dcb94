import type { RowRepository, TableRow } from '@clientele/core'
import { readJson, readNumber, readOptionalNumber, writeJson } from '../cells.ts'
import type { SqlConnection } from '../connection.ts'
import { type HostRow, rows } from '../schema/rows.ts'
import { type Slots, statement } from '../statement.ts'
import { selectAmong } from './statements.ts'

const byKeys = statement((db, $: Slots<{ readonly table: string; readonly keys: readonly string[] }>) =>
  db
    .selectFrom('clientele_rows')
    .selectAll()
    .where('table_name', '=', $.value('table'))
    .where($.among('key', 'keys')),
)

const ofContacts = statement(
  (db, $: Slots<{ readonly keys: readonly string[]; readonly tables: readonly string[] }>) =>
    db
      .selectFrom('clientele_rows')
      .selectAll()
      .where($.among('contact_id', 'keys'))
      .where($.among('table_name', 'tables')),
)

const following = selectAmong('clientele_rows', 'follows')

const page = statement(
  (db, $: Slots<{ readonly table: string; readonly after: string; readonly limit: number }>) =>
    db
      .selectFrom('clientele_rows')
      .selectAll()
      .where('table_name', '=', $.value('table'))
      .where('key', '>', $.value('after'))
      .orderBy('key')
      .limit($.value('limit')),
)

const count = statement((db, $: Slots<{ readonly table: string }>) =>
  db
    .selectFrom('clientele_rows')
    .select((eb) => eb.fn.countAll<number>().as('rows'))
    .where('table_name', '=', $.value('table')),
)

export function rowRepository(connection: SqlConnection): RowRepository {
  return {
    byKeys: async (table, keys) =>
      keys.length === 0 ? [] : (await connection.all(byKeys, { table, keys })).map(toRow),
    ofContacts: async (keys, tables) =>
      keys.length === 0 || tables.length === 0
        ? []
        : (await connection.all(ofContacts, { keys, tables })).map(toRow),
    following: async (keys) =>
      keys.length === 0 ? [] : (await connection.all(following, { keys })).map(toRow),
    put: (changed) => connection.write(rows, changed.map(fromRow), 'replace'),
    scan: async (table, { after = '', limit }) =>
      (await connection.all(page, { table, after, limit })).map(toRow),
    count: async (table) => readNumber((await connection.first(count, { table }))?.rows ?? 0),
  }
}

function fromRow(row: TableRow): HostRow {
  return {
    table_name: row.table,
    key: row.key,
    contact_id: row.contactId ?? null,
    record_id: row.recordId ?? null,
    follows: row.follows ?? null,
    at: row.at ?? null,
    observed_at: row.observedAt,
    received_at: row.receivedAt,
    data: writeJson(row.values),
  }
}

function toRow(row: HostRow): TableRow {
  return {
    table: row.table_name,
    key: row.key,
    contactId: row.contact_id ?? undefined,
    recordId: row.record_id ?? undefined,
    ...(row.follows === null ? {} : { follows: row.follows }),
    at: readOptionalNumber(row.at),
    observedAt: readNumber(row.observed_at),
    receivedAt: readNumber(row.received_at),
    values: readJson(row.data),
  }
}
