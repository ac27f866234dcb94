import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { historyModel } from '../../../core/test/identity/histories/history-model.ts'
import { playHistory } from '../../../core/test/identity/histories/play-history.ts'
import { postgres } from '../src/postgres.ts'
import { emptyTables } from './support/empty-tables.ts'
import { type PostgresServer, startPostgres } from './support/start-postgres.ts'

const HISTORIES = 3

let server: PostgresServer
let pool: pg.Pool

beforeAll(async () => {
  server = await startPostgres()
  pool = new pg.Pool({ connectionString: server.url })
})

afterAll(async () => {
  await pool?.end()
  await server?.stop()
})

it('keeps the laws of confluence, unmerge and erasure in random histories of a base that matches', async () => {
  const model = await historyModel()
  const faults: string[] = []
  const first = postgres(pool)
  await first.migrations.up()
  for (let seed = 1; seed <= HISTORIES; seed++) {
    await emptyTables(pool)
    for (const fault of await playHistory(seed, postgres(pool), model))
      faults.push(`history ${seed}: ${fault}`)
  }
  expect(faults).toEqual([])
}, 120_000)
