import { compareConditions } from '@clientele/testing'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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

describe('postgres, asked conditions over all contacts', () => {
  it('agrees with the evaluator for one contact on random triples', async () => {
    const storage = postgres(pool)
    await storage.migrations.up()
    await storage.open()
    const { members, contacts } = await compareConditions({ storage, numRuns: 300 })
    expect(members).toBeGreaterThan(0)
    expect(members).toBeLessThan(contacts)
  })
})
