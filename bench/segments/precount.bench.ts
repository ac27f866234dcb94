import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Condition, createClientele, type Storage } from '@clientele/core'
import { postgres } from '@clientele/storage-postgres'
import { sqlite } from '@clientele/storage-sqlite'
import Database from 'libsql'
import pg from 'pg'
import { startPostgres } from '../../packages/storage/postgres/test/support/start-postgres.ts'
import { readArguments } from '../pipeline/arguments.ts'
import { fillLargeBase, fillLargePostgres, type LargeBase, TODAY } from './large-base.ts'

const DAY = 86_400_000

/** Two windows and one product filter: looked at it twice in a month, and bought nothing in a quarter. */
const SEGMENT: Condition = {
  all: [
    {
      event: 'Product Viewed',
      where: { property: 'product_id', op: 'in', value: ['P7', 'P17', 'P27', 'P37'] },
      window: { last: '30d' },
    },
    { event: 'Order Completed', window: { last: '90d' }, op: 'eq', value: 0 },
  ],
}

/** Ways to write it by hand; the fastest of them is the ceiling. `property` reads one of an event's. */
function byHand(property: (name: string) => string): { readonly [way: string]: string } {
  const viewed = `select contact_id from clientele_events where name = 'Product Viewed'
    and occurred_at > ${TODAY - 30 * DAY} and occurred_at <= ${TODAY}
    and ${property('product_id')} in ('P7', 'P17', 'P27', 'P37')`
  const bought = `select o.contact_id from clientele_events as o where o.name = 'Order Completed'
    and o.occurred_at > ${TODAY - 90 * DAY} and o.occurred_at <= ${TODAY}`
  return {
    'distinct, not exists': `select count(*) as found from (select distinct contact_id from (${viewed}) as e) as v
      where not exists (${bought} and o.contact_id = v.contact_id)`,
    except: `select count(*) as found from (${viewed} except ${bought}) as e`,
    'contacts in, not exists': `select count(*) as found from clientele_contacts as c where c.contact_id in (${viewed})
      and not exists (${bought} and o.contact_id = c.contact_id)`,
  }
}

interface Peer {
  readonly storage: Storage
  readonly count: (sql: string) => Promise<number>
  readonly property: (name: string) => string
  readonly close: () => Promise<void>
}

const PEERS: { readonly [name: string]: (base: LargeBase) => Promise<Peer> } = {
  sqlite: async (base) => {
    const folder = mkdtempSync(join(tmpdir(), 'clientele-precount-'))
    const file = join(folder, 'base.db')
    await fillLargeBase(file, base)
    const peer = new Database(file)
    peer.exec('pragma cache_size = -65536')
    return {
      storage: sqlite(file),
      count: async (sql) => Number((peer.prepare(sql).get() as { readonly found: number }).found),
      property: (name) => `json_extract(properties, '$.${name}')`,
      close: async () => {
        peer.close()
        rmSync(folder, { recursive: true, force: true })
      },
    }
  },
  postgres: async (base) => {
    const server = await startPostgres({ settings: { shared_buffers: '1GB', max_wal_size: '8GB' } })
    const pool = new pg.Pool({ connectionString: server.url })
    await fillLargePostgres(pool, base)
    return {
      storage: postgres(pool),
      count: async (sql) => Number((await pool.query<{ found: string }>(sql)).rows[0]?.found),
      property: (name) => `properties ->> '${name}'`,
      close: async () => {
        await pool.end()
        await server.stop()
      },
    }
  },
}

/**
 * S5: the count of a segment with two windows and one product filter, by `clientele.segments.count` and by SQL that is
 * written by hand, in turns on the same base. `[sqlite] [postgres] --contacts 1000000 --events 10 --rounds 3`; `--events`
 * is per contact.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { number } = readArguments(args)
  const base = { contacts: number('contacts', 1_000_000), eventsEach: number('events', 10) }
  const named = Object.keys(PEERS).filter((name) => args.includes(name))
  for (const name of named.length > 0 ? named : Object.keys(PEERS)) {
    const filled = performance.now()
    const peer = await (PEERS[name] as (typeof PEERS)[string])(base)
    console.log(
      `${name}: ${base.contacts} contacts, ${base.contacts * base.eventsEach} events, filled in ${seconds(performance.now() - filled)}`,
    )
    try {
      await race(peer, number('rounds', 3))
    } finally {
      await peer.close()
    }
  }
}

async function race(peer: Peer, rounds: number): Promise<void> {
  const clientele = await createClientele({
    storage: peer.storage,
    timeZone: 'UTC',
    clock: { now: () => TODAY, sleepUntil: async () => undefined },
  })
  const ways = byHand(peer.property)
  const times = new Map<string, number[]>()
  const answers = new Set<number>()
  const measure = async (way: string, count: () => Promise<number>): Promise<void> => {
    const start = performance.now()
    answers.add(await count())
    times.set(way, [...(times.get(way) ?? []), performance.now() - start])
  }
  for (let round = 0; round <= rounds; round++) {
    await measure('ours', () => clientele.segments.count(SEGMENT))
    for (const [way, sql] of Object.entries(ways)) await measure(way, () => peer.count(sql))
    // The first round only fills the caches.
    if (round === 0) times.clear()
  }
  await clientele.close()
  if (answers.size !== 1) throw new Error(`The ways do not agree: ${[...answers].join(', ')}.`)
  const ours = median(times.get('ours') ?? [])
  const ceiling = Math.min(...Object.keys(ways).map((way) => median(times.get(way) ?? [])))
  for (const [way, all] of times) console.log(`${way.padEnd(24)} ${all.map(seconds).join(', ')}`)
  console.log(
    `${[...answers][0]} contacts; ${((100 * ceiling) / ours).toFixed(0)} % of the fastest by hand, median against median`,
  )
}

function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[times.length >>> 1] as number
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(3)} s`
}
