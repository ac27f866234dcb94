import { type Clientele, createClientele, type Storage, type TraitDefinition, trait } from '@clientele/core'
import { memory } from '@clientele/storage-memory'
import { sqlite } from '@clientele/storage-sqlite'

const BATCH = 500
const HOUSEHOLDS = 1000
const DAY = 86_400_000

/** A base whose contacts live three by three, and how long an event took in it, batch by batch. */
interface Contender {
  readonly name: string
  readonly clientele: Clientele
  readonly times: number[]
}

const emailOf = (index: number): string => `c${index}@example.org`

async function contender(name: string, storage: Storage, spent: TraitDefinition): Promise<Contender> {
  let ids = 0
  const clientele = await createClientele({
    storage,
    timeZone: 'UTC',
    traits: [spent],
    segments: [{ id: 'big', where: { field: 'trait.spent', op: 'gte', value: 150 } }],
    ids: { next: () => `id-${(++ids).toString().padStart(9, '0')}` },
  })
  for (let household = 0; household < HOUSEHOLDS; household++) await moveIn(clientele, storage, household)
  return { name, clientele, times: [] }
}

async function moveIn(clientele: Clientele, storage: Storage, household: number): Promise<void> {
  const { contactIds } = await clientele.upsert(
    [0, 1, 2].map((member) => {
      const email = emailOf(household * 3 + member)
      return { source: 'api', sourceKey: email, identifiers: [{ type: 'email', value: email }] }
    }),
  )
  await storage.transaction(async (tx) => {
    const records = await tx.records.ofContacts(contactIds.flatMap((id) => id ?? []))
    const [a = '', ...others] = records.map(({ recordId }) => recordId).sort()
    await tx.links.put(
      others.map((b) => ({ kind: 'household', a, b, weight: 0.9, reason: 'bench', at: 0, by: 'bench' })),
    )
  })
}

/**
 * What a trait of households costs: an event of somebody who lives with two others, with one segment on what the three
 * spent in 30 days, against the same segment on what the contact spent. Rounds take turns. First argument: `memory` or
 * `sqlite`.
 */
export async function run([where = 'memory', rounds = '30']: readonly string[]): Promise<void> {
  const open = (): Storage => (where === 'sqlite' ? sqlite(':memory:') : memory())
  const own = await contender(
    'of the contact',
    open(),
    trait('spent').events('Order').last('30d').sum('total'),
  )
  const shared = await contender(
    'of its household of three',
    open(),
    trait('spent').perHousehold.events('Order').last('30d').sum('total'),
  )
  let sequence = 0
  const round = async ({ clientele, times }: Contender, isMeasured: boolean): Promise<void> => {
    const events = Array.from({ length: BATCH }, (_, index) => ({
      name: 'Order',
      messageId: `m${sequence + index}`,
      identifiers: [{ type: 'email', value: emailOf(((sequence + index) * 7) % (HOUSEHOLDS * 3)) }],
      properties: { total: index % 100 },
      occurredAt: Date.now() - (index % 40) * DAY,
    }))
    const start = performance.now()
    await clientele.track(events)
    if (isMeasured) times.push(((performance.now() - start) * 1000) / BATCH)
  }
  for (let turn = 0; turn < 12 + Number(rounds); turn++) {
    for (const each of [own, shared]) await round(each, turn >= 12)
    sequence += BATCH
  }
  const median = ({ times }: Contender): number =>
    [...times].sort((a, b) => a - b)[times.length >> 1] as number
  for (const each of [own, shared]) {
    console.log(
      `a trait ${each.name}: ${median(each).toFixed(1)} µs an event (median of ${each.times.length} batches)`,
    )
    await each.clientele.close()
  }
  console.log(`a household of three costs ${(median(shared) / median(own)).toFixed(2)} × a contact alone`)
}
