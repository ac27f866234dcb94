import { type Clientele, createClientele, type EventInput } from '@clientele/core'
import { postgres } from '@clientele/storage-postgres'
import pg from 'pg'
import { startPostgres } from '../../packages/storage/postgres/test/support/start-postgres.ts'
import { readArguments } from './arguments.ts'
import { fillBase } from './fill-base.ts'
import { type PostgresCeiling, postgresCeiling } from './postgres-ceiling.ts'
import { type Recorder, recorder } from './recorder.ts'
import { cartScenario, eventStream, eventsOf, inBatches, START, segments } from './workload.ts'

interface Worker {
  readonly clientele: Clientele
  readonly noted: Recorder
  readonly ceiling: PostgresCeiling
}

/**
 * S3: the whole pipeline on PostgreSQL with one worker, then with four at once, each with its share of the contacts, beside the same
 * rows written by hand over as many connections. `--contacts`, `--events`.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { number } = readArguments(args)
  const contacts = number('contacts', 20_000)
  const events = number('events', 40_000)
  for (const workers of [1, 4]) {
    const server = await startPostgres({
      durable: true,
      settings: { shared_buffers: '512MB', max_wal_size: '4GB' },
    })
    try {
      await race(server.url, workers, contacts, events)
    } catch (error) {
      console.error(error)
      process.exitCode = 1
    } finally {
      await server.stop()
    }
  }
}

async function race(url: string, count: number, contacts: number, events: number): Promise<void> {
  const admin = new pg.Client(url)
  admin.on('error', () => undefined)
  await admin.connect()
  await admin.query('create database ours')
  const ours = url.replace(/postgres$/, 'ours')
  const first = postgres(ours)
  await (await open(first, () => START, 'always')).close()
  await first.open()
  await fillBase(first, contacts)
  await first.close()
  await admin.query('create database ceiling template ours')

  let now = START
  const workers: Worker[] = []
  for (let made = 0; made < count; made++) {
    const noted = recorder(postgres(ours))
    const clientele = await open(noted.storage, () => now, 'never')
    noted.take()
    workers.push({ clientele, noted, ceiling: await postgresCeiling(url.replace(/postgres$/, 'ceiling')) })
  }

  const stream = eventStream({ contacts, every: 10_000 })
  const spent = { ours: 0, ceiling: 0 }
  const turn = async (size: number, isCounted: boolean): Promise<void> => {
    const events = eventsOf(stream, size)
    now = events.at(-1)!.occurredAt!
    const shares = workers.map((_, place) => inBatches(shareOf(events, place, count), 500))
    const began = performance.now()
    await Promise.all(workers.map((worker, place) => trackAll(worker, shares[place]!)))
    const between = performance.now()
    await Promise.all(
      workers.map(async ({ noted, ceiling }) => {
        for (const writes of noted.take()) await ceiling.write(writes)
      }),
    )
    if (!isCounted) return
    spent.ours += between - began
    spent.ceiling += performance.now() - between
  }
  const size = 4000
  await turn(size, false)
  for (let done = 0; done < events; done += size) await turn(size, true)

  const check = new pg.Client(ours)
  await check.connect()
  const { rows } = await check.query(
    `select (select count(*) from clientele_events where message_id like 'm%')::int as events,
      (select deadlocks from pg_stat_database where datname = 'ours')::int as deadlocks`,
  )
  await check.end()
  const rate = (ms: number): string => Math.round((1000 * events) / ms).toLocaleString('en')
  console.log(
    `S3 ${count} worker(s): ours ${rate(spent.ours)} events/s, ceiling ${rate(spent.ceiling)} events/s, ratio ${((100 * spent.ceiling) / spent.ours).toFixed(0)} %; ` +
      `${rows[0].events} of ${Math.ceil(events / size) * size + size} events stored, ${rows[0].deadlocks} deadlocks`,
  )
  for (const { clientele, ceiling } of workers) {
    await clientele.close()
    await ceiling.close()
  }
  await admin.end()
}

function open(
  storage: ReturnType<typeof postgres>,
  now: () => number,
  migrate: 'always' | 'never',
): Promise<Clientele> {
  const clock = { now, sleepUntil: () => Promise.resolve() }
  return createClientele({
    storage,
    migrate,
    timeZone: 'Europe/Paris',
    segments,
    scenarios: [cartScenario],
    clock,
  })
}

/** The events of the persons of one slot: the host gives each person always to the same worker, in order. */
function shareOf(events: readonly EventInput[], place: number, count: number): readonly EventInput[] {
  return events.filter(({ identifiers }) => slotOf(identifiers[0]!.value) % count === place)
}

function slotOf(address: string): number {
  return Number(/\d+/.exec(address)?.[0])
}

async function trackAll({ clientele }: Worker, batches: readonly (readonly EventInput[])[]): Promise<void> {
  for (const batch of batches) await clientele.track(batch)
}
