import { type Clientele, createClientele, type SegmentDefinition } from '@clientele/core'
import { memory } from '@clientele/storage-memory'

const BATCH = 500
const CONTACTS = 1000
const DAY = 86_400_000

/** A segment that one event in so many can change. */
function segmentOn(event: string, index: number): SegmentDefinition {
  return {
    id: `s${index}`,
    where: { event, window: { last: '30d' }, where: { property: 'total', op: 'gte', value: index % 90 } },
  }
}

/** A base with its contacts in memory, and how long an event took in it, round by round. */
interface Contender {
  readonly name: string
  readonly clientele: Clientele
  readonly event: (index: number) => string
  readonly times: number[]
}

async function contender(
  name: string,
  segments: readonly SegmentDefinition[],
  event: Contender['event'],
): Promise<Contender> {
  let ids = 0
  const clientele = await createClientele({
    storage: memory(),
    timeZone: 'UTC',
    segments,
    ids: { next: () => `id-${(++ids).toString().padStart(9, '0')}` },
    cacheSize: CONTACTS * 2,
  })
  return { name, clientele, event, times: [] }
}

/**
 * S1, the part of the dependency index: what an event costs with (first argument, 500) segments of which one reads it,
 * against one segment alone, and against as many that all read it, where no index can help. Rounds take turns.
 */
export async function run([many = '500', rounds = '30']: readonly string[]): Promise<void> {
  const count = Number(many)
  const topics = Array.from({ length: count }, (_, index) => `Event ${index}`)
  const one = await contender('1 segment, read by every event', [segmentOn('Order', 0)], () => 'Order')
  const indexed = await contender(
    `${count} segments, each event read by one`,
    topics.map(segmentOn),
    (index) => topics[index % count] as string,
  )
  const all = await contender(
    `${count} segments, every event read by all`,
    topics.map((_, index) => segmentOn('Order', index)),
    () => 'Order',
  )
  const contenders = [one, indexed, all]
  let sequence = 0
  const round = async ({ clientele, event, times }: Contender, isMeasured: boolean): Promise<void> => {
    const events = Array.from({ length: BATCH }, (_, index) => ({
      name: event(sequence + index * 7),
      messageId: `m${sequence + index}`,
      identifiers: [{ type: 'email', value: `c${(sequence + index) % CONTACTS}@example.org` }],
      properties: { total: index % 100 },
      occurredAt: Date.now() - (index % 20) * DAY,
    }))
    const start = performance.now()
    await clientele.track(events)
    if (isMeasured) times.push(((performance.now() - start) * 1000) / BATCH)
  }
  const warmUp = (2 * CONTACTS) / BATCH
  for (let turn = 0; turn < warmUp + Number(rounds); turn++) {
    for (const each of contenders) await round(each, turn >= warmUp)
    sequence += BATCH
  }
  const median = ({ times }: Contender): number =>
    [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] as number
  for (const each of contenders) {
    console.log(
      `${each.name}: ${median(each).toFixed(1)} µs an event (median of ${each.times.length} batches)`,
    )
    await each.clientele.close()
  }
  console.log(`${count} segments cost ${(median(indexed) / median(one)).toFixed(2)} × one segment an event`)
  console.log(`without an index it would be up to ${(median(all) / median(one)).toFixed(2)} ×`)
}
