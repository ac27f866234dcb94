import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Contact, createClientele, type Storage, type TableRow } from '@clientele/core'
import { postgres } from '@clientele/storage-postgres'
import { sqlite } from '@clientele/storage-sqlite'
import Database from 'libsql'
import pg from 'pg'
import { startPostgres } from '../../packages/storage/postgres/test/support/start-postgres.ts'
import { readArguments } from '../pipeline/arguments.ts'

const DAY = 86_400_000
const TODAY = Date.UTC(2026, 5, 15)
const BATCH = 1000
const CITIES = ['Lyon', 'Lille', 'Nantes', 'Paris', 'Metz']
const CATEGORIES = ['linen', 'table', 'bath', 'garden']

interface Peer {
  readonly storage: Storage
  /** The answer by hand-written SQL. */
  readonly byHand: () => Promise<readonly unknown[]>
  readonly close: () => Promise<void>
}

const PEERS: { readonly [name: string]: () => Promise<Peer> } = {
  sqlite: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'clientele-exploration-'))
    const file = join(folder, 'base.db')
    const storage = sqlite(file)
    await storage.migrations.up()
    const peer = new Database(file)
    const sql = `
      select strftime('%Y-%m', r.at / 1000, 'unixepoch') as month,
        json_extract(c.fields, '$.city.value') as city,
        json_extract(r.data, '$.category') as category,
        sum(json_extract(r.data, '$.total')) as revenue,
        count(*) as orders,
        count(distinct r.contact_id) as buyers
      from clientele_rows as r join clientele_contacts as c on c.contact_id = r.contact_id
      where r.table_name = 'orders' and json_extract(r.data, '$.status') = 'paid' and r.at <= ${TODAY}
      group by 1, 2, 3 order by 1, 2, 3`
    return {
      storage,
      byHand: async () => peer.prepare(sql).all(),
      close: async () => {
        peer.close()
        rmSync(folder, { recursive: true, force: true })
      },
    }
  },
  postgres: async () => {
    const server = await startPostgres({ settings: { shared_buffers: '1GB', max_wal_size: '8GB' } })
    const pool = new pg.Pool({ connectionString: server.url })
    const storage = postgres(pool)
    await storage.migrations.up()
    const sql = `
      select to_char(to_timestamp(r.at / 1000.0) at time zone 'UTC', 'YYYY-MM') as month,
        c.fields #>> '{city,value}' as city,
        r.data ->> 'category' as category,
        sum((r.data ->> 'total')::bigint)::float8 as revenue,
        count(*)::int as orders,
        count(distinct r.contact_id)::int as buyers
      from clientele_rows as r join clientele_contacts as c on c.contact_id = r.contact_id
      where r.table_name = 'orders' and r.data ->> 'status' = 'paid' and r.at <= ${TODAY}
      group by 1, 2, 3 order by 1, 2, 3`
    return {
      storage,
      byHand: async () => (await pool.query(sql)).rows,
      close: async () => {
        await pool.end()
        await server.stop()
      },
    }
  },
}

/** Contacts of five cities with two orders each in a year. */
async function fill(storage: Storage, contacts: number): Promise<void> {
  for (let start = 0; start < contacts; start += BATCH) {
    const people: Contact[] = []
    const rows: TableRow[] = []
    for (let index = start; index < Math.min(contacts, start + BATCH); index++) {
      const contactId = `c${String(index).padStart(8, '0')}`
      const city = { value: CITIES[index % 5] as string, recordId: `r${index}`, rule: 'mostRecent', at: 0 }
      people.push({
        contactId,
        fields: { city },
        createdAt: 0,
        updatedAt: 0,
        lastSeenAt: undefined,
        version: 1,
      })
      for (let order = 0; order < 2; order++) {
        const at = TODAY - ((index * 7 + order * 131) % 365) * DAY - 1
        const category = CATEGORIES[(index + order) % 4] as string
        const values = {
          total: 1000 + (index % 900),
          status: order === 1 && index % 9 === 0 ? 'open' : 'paid',
          category,
          at,
        }
        rows.push({
          table: 'orders',
          key: `${contactId}-${order}`,
          contactId,
          recordId: `r${index}`,
          at,
          observedAt: at,
          receivedAt: at,
          values,
        })
      }
    }
    await storage.transaction(async (tx) => {
      await tx.contacts.put(people)
      await tx.rows.put(rows)
    })
  }
}

/**
 * Revenue by month, city and category over contacts with two orders each: `clientele.query` against the hand-written
 * SQL of the same answer, in turns on the same base. `[sqlite] [postgres] --contacts 100000 --rounds 3`.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { number } = readArguments(args)
  const named = Object.keys(PEERS).filter((name) => args.includes(name))
  for (const name of named.length > 0 ? named : Object.keys(PEERS)) {
    const peer = await (PEERS[name] as () => Promise<Peer>)()
    try {
      await race(name, peer, number('contacts', 100_000), number('rounds', 3))
    } finally {
      await peer.close()
    }
  }
}

async function race(name: string, peer: Peer, contacts: number, rounds: number): Promise<void> {
  const clientele = await createClientele({
    storage: peer.storage,
    timeZone: 'UTC',
    clock: { now: () => TODAY, sleepUntil: async () => undefined },
    tables: [
      {
        name: 'orders',
        kind: 'interactions',
        dateColumn: 'at',
        columns: { at: 'instant', total: 'money', status: 'string', category: 'string' },
      },
    ],
  })
  await fill(peer.storage, contacts)
  const ours: number[] = []
  const theirs: number[] = []
  for (let round = 0; round < rounds; round++) {
    let start = performance.now()
    const { groups } = await clientele.query({
      over: { rows: 'orders' },
      where: { property: 'status', op: 'eq', value: 'paid' },
      dimensions: {
        month: { happened: 'month' },
        city: { field: 'city' },
        category: { property: 'category' },
      },
      measures: {
        revenue: { of: 'sum', property: 'total' },
        orders: { of: 'count' },
        buyers: { of: 'contacts' },
      },
    })
    ours.push(performance.now() - start)
    start = performance.now()
    const rows = await peer.byHand()
    theirs.push(performance.now() - start)
    if (JSON.stringify(groups) !== JSON.stringify(rows)) throw new Error('The two answers are not the same.')
  }
  await clientele.close()
  const [a, b] = [median(ours), median(theirs)]
  console.log(`${name}: ${contacts} contacts and ${2 * contacts} orders`)
  console.log(`  ours    ${(a / 1000).toFixed(2)} s`)
  console.log(`  by hand ${(b / 1000).toFixed(2)} s, the same answer`)
  console.log(`  ratio   ${(a / b).toFixed(1)}`)
}

function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] as number
}
