import type { Storage } from '@clientele/core'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { postgres } from '../src/postgres.ts'
import { type PostgresServer, startPostgres } from './support/start-postgres.ts'

const CONTACTS = 3000
const DUE = 20

let server: PostgresServer
let pool: pg.Pool
let storage: Storage

// Without statistics, as a base is that was loaded a minute ago; one connection, so that they are those of the adapter.
beforeAll(async () => {
  server = await startPostgres({ settings: { autovacuum: 'off' } })
  pool = new pg.Pool({ connectionString: server.url, max: 1 })
  storage = postgres(pool)
  await storage.migrations.up()
  await storage.open()
  const places = Array.from({ length: CONTACTS }, (_, place) => ({ contactId: `c${place}`, at: place }))
  await storage.transaction(async (tx) => {
    await tx.contacts.put(
      places.map(({ contactId }) => ({ contactId, fields: {}, createdAt: 0, updatedAt: 0, version: 1 })),
    )
    await tx.memberships.put(
      places.map(({ contactId, at: validUntil }) => ({
        contactId,
        segmentId: 's',
        member: true,
        since: 0,
        validUntil,
        definitionVersion: 1,
      })),
    )
    await tx.traits.put(
      places.map(({ contactId, at: validUntil }) => ({
        contactId,
        traitId: 't',
        value: 1,
        since: 0,
        validUntil,
        definitionVersion: 1,
      })),
    )
    await tx.runs.put(
      places.map(({ contactId, at: wakeAt }) => ({
        runId: `r-${contactId}`,
        scenarioId: 's',
        scenarioVersion: 1,
        contactId,
        runKey: '',
        state: 'live' as const,
        node: 'n',
        startedAt: 0,
        nodeSince: 0,
        wakeAt,
        trigger: {},
        arms: {},
        sent: [],
        step: 1,
        endedAt: undefined,
        endReason: undefined,
      })),
    )
  })
})

afterAll(async () => {
  await pool?.end()
  await server?.stop()
})

/** Rows that were read one after the other, of any table. */
async function scanned(): Promise<number> {
  await pool.query('select pg_stat_force_next_flush()')
  const { rows } = await pool.query<{ read: string }>(
    'select coalesce(sum(seq_tup_read), 0) as read from pg_stat_user_tables',
  )
  return Number(rows[0]?.read)
}

it.each(['memberships', 'runs', 'traits'] as const)(
  'finds the %s that are due by their index, also while another worker is at some of the contacts (S6)',
  async (repository) => {
    const other = new pg.Client(server.url)
    await other.connect()
    try {
      await other.query('begin')
      await other.query("select from clientele_contacts where contact_id in ('c0', 'c7') for update")
      const before = await scanned()
      // More often than a statement is planned for its own arguments.
      for (let time = 0; time < 8; time++)
        await storage.transaction(async (tx) => {
          expect(await tx[repository].due(DUE - 1, 500)).toHaveLength(DUE - 2)
          expect(await tx[repository].due(-1, 500)).toEqual([])
          expect(await tx[repository].nextDue()).toBe(0)
        })
      expect((await scanned()) - before).toBe(0)
    } finally {
      await other.end()
    }
  },
)

it('touches two contacts by their key, and does not read the base because they might be many (S6)', async () => {
  const before = await scanned()
  for (let version = 2; version < 10; version++)
    await storage.transaction((tx) =>
      tx.contacts.touch(['c3', 'c5'].map((contactId) => ({ contactId, version, lastSeenAt: version }))),
    )
  const touched = await storage.transaction((tx) => tx.contacts.byIds(['c3', 'c5']))
  expect(touched.map((contact) => [contact.version, contact.lastSeenAt])).toEqual([
    [9, 9],
    [9, 9],
  ])
  expect((await scanned()) - before).toBe(0)
})

it.each(['memberships', 'traits'] as const)(
  'looks the %s of contacts up one by one while nothing is known of a table that was just filled (S6)',
  async (repository) => {
    const before = await scanned()
    const keys = Array.from({ length: 60 }, (_, place) => `c${place * 7}`)
    for (let time = 0; time < 8; time++)
      await storage.transaction(async (tx) => {
        // Named twice, a contact is still answered once.
        const found = await tx[repository].ofContacts([...keys, keys[0] as string])
        expect(found.map(({ contactId }) => contactId).sort()).toEqual([...keys].sort())
      })
    expect((await scanned()) - before).toBe(0)
  },
)
