import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Condition, createClientele } from '@clientele/core'
import { sqlite } from '@clientele/storage-sqlite'
import Database from 'libsql'
import { readArguments } from '../pipeline/arguments.ts'
import { fillLargeBase, TODAY } from './large-base.ts'

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

const VIEWED = `select contact_id from clientele_events where name = 'Product Viewed'
  and occurred_at > ${TODAY - 30 * DAY} and occurred_at <= ${TODAY}
  and json_extract(properties, '$.product_id') in ('P7', 'P17', 'P27', 'P37')`
const BOUGHT = `select o.contact_id from clientele_events as o where o.name = 'Order Completed'
  and o.occurred_at > ${TODAY - 90 * DAY} and o.occurred_at <= ${TODAY}`

/** Ways to write it by hand; the fastest of them is the ceiling. */
const BY_HAND: { readonly [way: string]: string } = {
  'distinct, not exists': `select count(*) as found from (select distinct contact_id from (${VIEWED})) as v
    where not exists (${BOUGHT} and o.contact_id = v.contact_id)`,
  except: `select count(*) as found from (${VIEWED} except ${BOUGHT})`,
  'contacts in, not exists': `select count(*) as found from clientele_contacts as c where c.contact_id in (${VIEWED})
    and not exists (${BOUGHT} and o.contact_id = c.contact_id)`,
}

/**
 * S5: the count of a segment with two windows and one product filter, by `clientele.segments.count` and by SQL that is
 * written by hand, in turns on the same file. `--contacts 1000000 --events 10 --rounds 3`; `--events` is per contact.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { number } = readArguments(args)
  const base = { contacts: number('contacts', 1_000_000), eventsEach: number('events', 10) }
  const folder = mkdtempSync(join(tmpdir(), 'clientele-precount-'))
  const file = join(folder, 'base.db')
  try {
    const filled = performance.now()
    await fillLargeBase(file, base)
    console.log(
      `${base.contacts} contacts, ${base.contacts * base.eventsEach} events, filled in ${seconds(performance.now() - filled)}`,
    )
    const clientele = await createClientele({
      storage: sqlite(file),
      timeZone: 'UTC',
      clock: { now: () => TODAY, sleepUntil: async () => undefined },
    })
    const peer = new Database(file)
    peer.exec('pragma cache_size = -65536')
    const times = new Map<string, number[]>()
    const answers = new Set<number>()
    const measure = async (way: string, count: () => Promise<number>): Promise<void> => {
      const start = performance.now()
      answers.add(await count())
      times.set(way, [...(times.get(way) ?? []), performance.now() - start])
    }
    for (let round = 0; round <= number('rounds', 3); round++) {
      await measure('ours', () => clientele.segments.count(SEGMENT))
      for (const [way, sql] of Object.entries(BY_HAND))
        await measure(way, async () => Number((peer.prepare(sql).get() as { readonly found: number }).found))
      // The first round only fills the caches.
      if (round === 0) times.clear()
    }
    peer.close()
    await clientele.close()
    if (answers.size !== 1) throw new Error(`The ways do not agree: ${[...answers].join(', ')}.`)
    const ours = median(times.get('ours') ?? [])
    const ceiling = Math.min(...Object.keys(BY_HAND).map((way) => median(times.get(way) ?? [])))
    for (const [way, all] of times) console.log(`${way.padEnd(24)} ${all.map(seconds).join(', ')}`)
    console.log(
      `${[...answers][0]} contacts; ${((100 * ceiling) / ours).toFixed(0)} % of the fastest by hand, median against median`,
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[times.length >>> 1] as number
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(3)} s`
}
