import { type Clientele, createClientele, type TableDeclaration } from '@clientele/core'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { postgres } from '../src/postgres.ts'
import { type PostgresServer, startPostgres } from './support/start-postgres.ts'

const ROUNDS = 40
const tables: readonly TableDeclaration[] = [
  { name: 'orders', kind: 'linked', columns: { total: 'money' } },
  { name: 'lines', kind: 'linked', columns: { order_id: 'string' }, links: { order_id: 'orders' } },
]

let server: PostgresServer
const workers: Clientele[] = []

beforeAll(async () => {
  server = await startPostgres()
  for (const migrate of ['always', 'never'] as const)
    workers.push(await createClientele({ storage: postgres(server.url), migrate, tables, timeZone: 'UTC' }))
})

afterAll(async () => {
  for (const worker of workers) await worker.close()
  await server?.stop()
})

it('finds the contact of a line though one worker brings the line while another brings its order', async () => {
  const [one, other] = workers as [Clientele, Clientele]
  for (let round = 0; round < ROUNDS; round++) {
    const identifiers = [{ type: 'email', value: `p${round}@x.org` }]
    const order = { table: 'orders', key: `${round}`, values: { total: 1 }, contact: { identifiers } }
    const line = { table: 'lines', key: `${round}`, values: { order_id: `${round}` } }
    await Promise.all([one.put(line), other.put(order)])
  }
  const client = new pg.Client(server.url)
  await client.connect()
  const { rows } = await client.query(
    `select count(*)::int as lines, count(distinct contact_id)::int as contacts
      from clientele_rows where table_name = 'lines'`,
  )
  await client.end()
  expect(rows).toEqual([{ lines: ROUNDS, contacts: ROUNDS }])
}, 60_000)
