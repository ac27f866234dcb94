import { afterAll, beforeAll, expect, it } from 'vitest'
import { compareExplorations } from '../../../core/test/explore/compare-explorations.ts'
import { postgres } from '../src/postgres.ts'
import { type PostgresServer, startPostgres } from './support/start-postgres.ts'

let server: PostgresServer

beforeAll(async () => {
  server = await startPostgres()
})

afterAll(async () => {
  await server?.stop()
})

it('answers in PostgreSQL what is answered by reading the base, whatever is in it', async () => {
  const storage = postgres(server.url)
  await storage.migrations.up()
  await storage.open()
  const { pushed, narrowed, streamed, groups } = await compareExplorations(storage, { numRuns: 150 })
  await storage.close()
  expect(pushed).toBeGreaterThan(40)
  expect(narrowed).toBeGreaterThan(0)
  expect(streamed).toBeGreaterThan(4)
  expect(groups).toBeGreaterThan(40)
}, 120_000)
