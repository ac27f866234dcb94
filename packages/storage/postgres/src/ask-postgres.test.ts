import type { ReadOnlySql, Storage } from '@clientele/core'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PostgresServer, startPostgres } from '../test/support/start-postgres.ts'
import { postgres } from './postgres.ts'

let server: PostgresServer
let pool: pg.Pool
let storage: Storage
let ask: ReadOnlySql

beforeAll(async () => {
  server = await startPostgres({})
  pool = new pg.Pool({ connectionString: server.url })
  storage = postgres(pool, { schema: 'shop' })
  await storage.migrations.up()
  await storage.open()
  await storage.transaction(async ({ checkpoints }) => {
    for (let key = 0; key < 5; key++) await checkpoints.put(`k${key}`, key)
  })
  ask = storage.sql as ReadOnlySql
})
afterAll(async () => {
  await pool?.end()
  await server?.stop()
})

const keys = 'select key from clientele_checkpoints order by key'

describe('the read-only door of PostgreSQL', () => {
  it('answers in the schema of the storage, with parameters, as JSON', async () => {
    expect(await ask(`${keys}; -- all of them`.replace(' -- all of them', ''))).toEqual({
      rows: ['k0', 'k1', 'k2', 'k3', 'k4'].map((key) => ({ key })),
      truncated: false,
    })
    const { rows } = await ask(
      `select $1::text as a, 7::bigint as b, 9007199254740993::bigint as c, true as d, '{"x":[1]}'::jsonb as e, null as f -- done`,
      { parameters: ['é'] },
    )
    expect(rows).toEqual([{ a: 'é', b: 7, c: '9007199254740993', d: true, e: { x: [1] }, f: null }])
  })

  it('keeps to a limit and says that there is more', async () => {
    expect(await ask(keys, { limit: 2 })).toEqual({ rows: [{ key: 'k0' }, { key: 'k1' }], truncated: true })
    expect((await ask(keys, { limit: 5 })).truncated).toBe(false)
  })

  it('refuses to write, however it is asked', async () => {
    await expect(ask('delete from clientele_checkpoints')).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    const ways = [
      'with gone as (delete from clientele_checkpoints returning key) select * from gone',
      'select 1) as q; commit; delete from clientele_checkpoints; select * from (select 1',
      "select set_config('transaction_read_only', 'off', true)",
      'select key from clientele_checkpoints for update',
    ]
    for (const sql of ways) await expect(ask(sql)).rejects.toMatchObject({ name: 'ClienteleError' })
    await pool.query('create sequence counted')
    await expect(ask("select nextval('public.counted')")).rejects.toMatchObject({ code: 'STORAGE_READ_ONLY' })
    expect((await ask(keys)).rows).toHaveLength(5)
  })

  it('ends what takes too long, and the connection serves again', async () => {
    await expect(ask('select pg_sleep(30)', { timeoutMs: 200 })).rejects.toMatchObject({
      code: 'LIMIT_EXCEEDED',
    })
    expect((await ask(keys)).rows).toHaveLength(5)
    const { rows } = await pool.query('show transaction_read_only')
    expect(rows).toEqual([{ transaction_read_only: 'off' }])
  })
})
