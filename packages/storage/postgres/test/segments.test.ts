import type { Storage } from '@clientele/core'
import { runConformance, segmentConformance } from '@clientele/testing'
import pg from 'pg'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { postgres } from '../src/postgres.ts'
import { emptyTables } from './support/empty-tables.ts'
import { type PostgresServer, startPostgres } from './support/start-postgres.ts'

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

describe('segments on postgres', () => {
  const open = async (): Promise<Storage> => {
    const storage = postgres(pool)
    await storage.migrations.up()
    await emptyTables(pool)
    await storage.open()
    return storage
  }
  runConformance(segmentConformance(), { register: (name, run) => it(name, run, 60_000), context: { open } })
})
