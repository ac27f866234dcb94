import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Contact, createClientele, type Storage, type TableRow } from '@clientele/core'
import { sqlite } from '@clientele/storage-sqlite'
import Database from 'libsql'

const DAY = 86_400_000
const TODAY = Date.UTC(2026, 5, 15)
const BATCH = 1000
const CITIES = ['Lyon', 'Lille', 'Nantes', 'Paris', 'Metz']
const CATEGORIES = ['linen', 'table', 'bath', 'garden']

const HAND_WRITTEN = `
  select strftime('%Y-%m', r.at / 1000, 'unixepoch') as month,
    json_extract(c.fields, '$.city.value') as city,
    json_extract(r.data, '$.category') as category,
    sum(json_extract(r.data, '$.total')) as revenue,
    count(*) as orders,
    count(distinct r.contact_id) as buyers
  from clientele_rows as r join clientele_contacts as c on c.contact_id = r.contact_id
  where r.table_name = 'orders' and json_extract(r.data, '$.status') = 'paid' and r.at <= ${TODAY}
  group by 1, 2, 3 order by 1, 2, 3`

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
 * Revenue by month, city and category over (first argument, 100,000) contacts with two orders each: `clientele.query`
 * against the hand-written SQL of the same answer, in turns on the same file.
 */
export async function run([size = '100000', rounds = '3']: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'clientele-exploration-'))
  const file = join(folder, 'base.db')
  const storage = sqlite(file)
  try {
    const clientele = await createClientele({
      storage,
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
    await fill(storage, Number(size))
    const peer = new Database(file)
    const ours: number[] = []
    const theirs: number[] = []
    for (let round = 0; round < Number(rounds); round++) {
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
      const rows = peer.prepare(HAND_WRITTEN).all()
      theirs.push(performance.now() - start)
      if (JSON.stringify(groups) !== JSON.stringify(rows))
        throw new Error('The two answers are not the same.')
    }
    peer.close()
    await clientele.close()
    const median = (times: readonly number[]): number =>
      [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] as number
    const [a, b] = [median(ours), median(theirs)]
    console.log(`ours    ${(a / 1000).toFixed(2)} s for ${size} contacts and ${2 * Number(size)} orders`)
    console.log(`by hand ${(b / 1000).toFixed(2)} s, the same answer`)
    console.log(`ratio   ${(a / b).toFixed(1)}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
