import { postgres } from '@clientele/storage-postgres'
import { sqlite } from '@clientele/storage-sqlite'
import Database from 'libsql'
import type pg from 'pg'

const DAY = 86_400_000
/** The instant of the question. */
export const TODAY: number = Date.UTC(2026, 5, 15)

/** How large the base is. */
export interface LargeBase {
  readonly contacts: number
  /** Of each contact, spread over a year. */
  readonly eventsEach: number
}

/** Fills a file with contacts and events by SQL: six views in ten events, fifteen orders in a hundred. */
export async function fillLargeBase(file: string, { contacts, eventsEach }: LargeBase): Promise<void> {
  const db = new Database(file)
  db.exec('pragma journal_mode = off')
  db.exec('pragma synchronous = off')
  db.exec('pragma cache_size = -400000')
  await sqlite(db).migrations.up()
  const indexes = db
    .prepare(
      "select name, sql from sqlite_master where tbl_name = 'clientele_events' and type = 'index' and sql is not null",
    )
    .all() as unknown as readonly { readonly name: string; readonly sql: string }[]
  // Built afterwards, as whoever loads a base does.
  for (const { name } of indexes) db.exec(`drop index "${name}"`)
  db.exec('begin')
  db.exec(`insert into clientele_contacts
    select printf('c%08d', value), '{"city":{"value":"' || case value % 5 when 0 then 'Lyon' else 'Lille' end ||
      '","recordId":"r","rule":"mostRecent","at":0}}', 0, 0, null, 1
    from ${series(contacts)}`)
  // A multiplicative hash (Knuth, TAOCP 3, 6.4) spreads events as chance would, and the same each time.
  db.exec(`insert into clientele_events
    select printf('c%08d', value / ${eventsEach}) as contact_id,
      case when h % 100 < 60 then 'Product Viewed' when h % 100 < 75 then 'Order Completed'
        when h % 100 < 90 then 'Email Opened' else 'Cart Viewed' end,
      ${TODAY} - (h / 100) % 365 * ${DAY} - h % ${DAY}, printf('m%010d', value), ${TODAY}, 'eshop', 'r',
      '{"product_id":"P' || (h / 7 % 200) || '","price":' || (h % 9000) || '}'
    from (select value, (value * 2654435761) % 4294967296 as h from ${series(contacts * eventsEach)})`)
  db.exec('commit')
  for (const { sql } of indexes) db.exec(sql)
  db.close()
}

function series(size: number): string {
  return `(with recursive n(value) as (select 0 union all select value + 1 from n where value < ${size - 1}) select value from n)`
}

/** The same base in PostgreSQL. */
export async function fillLargePostgres(pool: pg.Pool, { contacts, eventsEach }: LargeBase): Promise<void> {
  await postgres(pool).migrations.up()
  const { rows } = await pool.query<{ name: string; sql: string }>(
    `select indexname as name, indexdef as sql from pg_indexes
      where tablename = 'clientele_events' and indexname not like '%pkey'`,
  )
  // Built afterwards, as whoever loads a base does.
  for (const { name } of rows) await pool.query(`drop index "${name}"`)
  await pool.query(`insert into clientele_contacts (contact_id, fields, created_at, updated_at, last_seen_at, version)
    select 'c' || lpad(n::text, 8, '0'), jsonb_build_object('city', jsonb_build_object('value',
      case n % 5 when 0 then 'Lyon' else 'Lille' end, 'recordId', 'r', 'rule', 'mostRecent', 'at', 0)), 0, 0, null, 1
    from generate_series(0, ${contacts - 1}) as n`)
  await pool.query(`insert into clientele_events
      (contact_id, name, occurred_at, message_id, received_at, source, record_id, properties)
    select 'c' || lpad((n / ${eventsEach})::text, 8, '0'),
      case when h % 100 < 60 then 'Product Viewed' when h % 100 < 75 then 'Order Completed'
        when h % 100 < 90 then 'Email Opened' else 'Cart Viewed' end,
      ${TODAY} - (h / 100) % 365 * ${DAY}::bigint - h % ${DAY}, 'm' || lpad(n::text, 10, '0'), ${TODAY}, 'eshop', 'r',
      jsonb_build_object('product_id', 'P' || (h / 7 % 200), 'price', h % 9000)
    from (select n, (n::bigint * 2654435761) % 4294967296 as h
      from generate_series(0, ${contacts * eventsEach - 1}) as n) as numbers`)
  for (const { sql } of rows) await pool.query(sql)
  await pool.query('analyze')
}
