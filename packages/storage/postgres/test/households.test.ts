import { type Clientele, createClientele, type Storage, trait } from '@clientele/core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { postgres } from '../src/postgres.ts'
import { type PostgresServer, startPostgres } from './support/start-postgres.ts'

const FAMILIES = 12
const ROUNDS = 8
const traits = [trait('home').perHousehold.events('Order').count()]
const segments = [
  { id: 'all', where: { field: 'trait.home', op: 'gte', value: 2 * ROUNDS } },
  { id: 'half', where: { field: 'trait.home', op: 'gte', value: ROUNDS } },
] as const

let server: PostgresServer
let storage: Storage
const workers: Clientele[] = []

beforeAll(async () => {
  server = await startPostgres({ settings: { deadlock_timeout: '100ms' } })
  for (const migrate of ['always', 'never'] as const) {
    storage = postgres(server.url)
    workers.push(await createClientele({ storage, migrate, traits, segments, timeZone: 'UTC' }))
  }
})

afterAll(async () => {
  for (const worker of workers) await worker.close()
  await server?.stop()
})

const emailOf = (family: number, member: number): string => `f${family}-${member}@example.org`

it('moves every member though two workers take in what two of them do at the same time', async () => {
  const [one, other] = workers as [Clientele, Clientele]
  const order = (family: number, member: number, round: number) => ({
    name: 'Order',
    messageId: `${family}-${member}-${round}`,
    identifiers: [{ type: 'email', value: emailOf(family, member) }],
  })
  const families = Array.from({ length: FAMILIES }, (_, family) => family)
  for (const family of families) {
    const { contactIds } = await one.track([order(family, 0, 0), order(family, 1, 0)])
    await storage.transaction(async (tx) => {
      const [a = '', b = ''] = (await tx.records.ofContacts(contactIds as string[]))
        .map(({ recordId }) => recordId)
        .sort()
      await tx.links.put([{ kind: 'household', a, b, weight: 0.9, reason: 'test', at: 0, by: 'test' }])
    })
  }
  for (let round = 1; round < ROUNDS; round++)
    // The same families in two orders: what one worker holds, the other waits for.
    await Promise.all([
      one.track(families.map((family) => order(family, family % 2, round))),
      other.track([...families].reverse().map((family) => order(family, 1 - (family % 2), round))),
    ])
  const members = await one.segments.members({ all: [] })
  expect(members).toHaveLength(2 * FAMILIES)
  // Stored and fresh: nobody was evaluated without what the other worker brought.
  for (const { id, where } of segments) {
    expect(await one.segments.members(where)).toEqual(members)
    expect(await one.segments.membersAt(id, Date.now())).toEqual(members)
  }
  expect((await one.traits.of(members[0] as string)).home?.value).toBe(2 * ROUNDS)
}, 60_000)
