import type { Storage } from '@clientele/core'
import { memory } from '@clientele/storage-memory'
import { compareStorages, runConformance, storageConformance } from '@clientele/testing'
import pg from 'pg'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { emptyTables } from '../test/support/empty-tables.ts'
import { type PostgresServer, startPostgres } from '../test/support/start-postgres.ts'
import { postgres } from './postgres.ts'

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

/** An adapter over the shared pool, with every table empty. */
async function open(): Promise<Storage> {
  const storage = postgres(pool)
  await storage.migrations.up()
  await emptyTables(pool)
  await storage.open()
  return storage
}

async function openMemory(): Promise<Storage> {
  const storage = memory()
  await storage.open()
  return storage
}

describe('postgres keeps the storage contract', () => {
  runConformance(storageConformance(), { register: it, context: { open } })
})

describe('postgres and memory', () => {
  it('answer the same to every random history', () =>
    compareStorages({ reference: openMemory, subject: open, numRuns: 20 }))
})
