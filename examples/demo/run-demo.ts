import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Clientele,
  createClientele,
  type DeadLetter,
  type ImportResult,
  type Simulation,
} from '@clientele/core'
import { measureBase, renderBaseReport } from '@clientele/reports'
import { sequentialIds, virtualClock } from '@clientele/testing'
import { compose, segments, TODAY } from './compose.ts'
import { type MailSink, startMailSink } from './mail-sink.ts'
import { type MatchedPeople, matchPeople } from './match-people.ts'
import { catalogue } from './shop/catalogue.ts'
import type { LiveItem } from './shop/subscriptions.ts'
import { type ShopSize, writeExports } from './shop/write-exports.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** What the demo did. */
export interface DemoResult {
  /** Rows about people in the files. */
  readonly rows: number
  /** Subscriptions of the two live days. */
  readonly subscriptions: number
  /** Records that they are, as the report counts them: a row that says again what its key says is the same record. */
  readonly records: number
  readonly deadLetters: { readonly count: number; readonly first: DeadLetter | undefined }
  /** Mails sent, by scenario. */
  readonly sentBy: { readonly [scenario: string]: number }
  readonly contacts: number
  readonly matching: MatchedPeople
  readonly orders: number
  readonly imported: ImportResult
  readonly again: ImportResult
  readonly segments: readonly { readonly name: string; readonly members: number }[]
  readonly scored: number
  readonly simulation: Simulation
  readonly sent: number
  readonly received: number
  readonly withheld: number
  readonly report: string
}

/** What the caller wants to see on the way. */
export interface DemoWatch {
  readonly step: (title: string) => void
  readonly progress: (label: string, done: number, total: number | undefined) => void
}

/** Runs the whole of it in a folder: exports, import, segments, scores, simulation, messages, report. */
export async function runDemo(folder: string, size: ShopSize, watch: DemoWatch): Promise<DemoResult> {
  rmSync(folder, { recursive: true, force: true })
  watch.step('making the exports of a French shop')
  const shop = writeExports(join(folder, 'exports'), size, TODAY)
  const sink = await startMailSink(join(folder, 'messages'))
  const clock = virtualClock(TODAY - 2 * DAY)
  try {
    await using clientele = await createClientele(
      compose({ folder, clock, smtpPort: sink.port, ids: sequentialIds('id') }),
    )
    const key = clientele.plugins.files.checkpointKey
    const onProgress = (label: string, done: number, total: number | undefined) =>
      watch.progress(label, done, total)

    watch.step('importing and unifying')
    const pull = (fromStart: boolean) =>
      clientele.connectors.pull(key, {
        fromStart,
        onProgress: ({ label, done, total }) => onProgress(label, done, total),
      })
    const imported = await pull(false)

    watch.step('importing the same files again: nothing changes')
    const again = await pull(false)

    watch.step('finding who is one person though no identifier says so')
    const matching = await matchPeople(clientele, shop.truth, onProgress)

    watch.step('scoring by recency, frequency and money')
    const scores = await clientele.scores.run('rfm')

    const sentBy: Record<string, number> = {}
    clientele.on('message.settled', ({ state, scenarioId }) => {
      if (state === 'sent') sentBy[scenarioId] = (sentBy[scenarioId] ?? 0) + 1
    })
    watch.step('living through two days: events as they come, messages as they fall due')
    const { sent, withheld } = await liveThrough(clientele, shop.live, clock)

    watch.step('simulating the abandoned-cart scenario over the past month')
    const simulation = await clientele.scenarios.simulate('abandoned-cart', {
      from: TODAY - 31 * DAY,
      to: TODAY,
    })

    watch.step('measuring the base and writing the report')
    const report = join(folder, 'report.html')
    const measured = await measure(clientele, simulation, imported)
    writeFileSync(report, renderBaseReport(measured))
    const counted = []
    for (const { id, name = id } of segments)
      counted.push({ name, members: await clientele.segments.count(id) })
    return {
      rows: shop.rows,
      subscriptions: shop.subscriptions,
      records: measured.base?.records ?? 0,
      deadLetters: {
        count: await clientele.deadLetters.count(),
        first: (await clientele.deadLetters.list({ limit: 1 }))[0],
      },
      sentBy,
      contacts: await clientele.contacts.count(),
      matching,
      orders: shop.orders,
      imported,
      again,
      segments: counted,
      scored: scores.rfm?.scored ?? 0,
      simulation,
      sent,
      received: await settled(sink),
      withheld,
      report,
    }
  } finally {
    await sink.close()
  }
}

/** Takes what comes in hour by hour and lets the engine do what is due at each hour, as it would have in the shop. */
async function liveThrough(
  clientele: Clientele,
  live: readonly LiveItem[],
  clock: ReturnType<typeof virtualClock>,
): Promise<{ readonly sent: number; readonly withheld: number }> {
  let sent = 0
  let withheld = 0
  let next = 0
  while (clock.now() < TODAY) {
    await clock.advance(HOUR)
    const from = next
    while (next < live.length && (live[next]?.at ?? 0) <= clock.now()) next++
    await clientele.ingest(live.slice(from, next).map(({ item }) => item))
    const { messages } = await clientele.engine.tick()
    sent += messages.sent
    withheld += messages.withheld
  }
  return { sent, withheld }
}

/** The classic segments, as a French marketer calls them. */
const RFM_NAMES = {
  champions: 'Champions',
  loyal: 'Fidèles',
  potential_loyalist: 'Fidèles en puissance',
  new_customers: 'Nouveaux clients',
  promising: 'Prometteurs',
  need_attention: 'À suivre de près',
  about_to_sleep: 'Bientôt endormis',
  at_risk: 'À risque',
  cannot_lose_them: 'À ne pas perdre',
  hibernating: 'En hibernation',
  lost: 'Perdus',
}

async function measure(clientele: Clientele, simulation: Simulation, imported: ImportResult) {
  const { started, outcomes } = simulation
  const made = simulation.messageCount
  const left = outcomes.sent ?? 0
  return measureBase(clientele.base, {
    title: 'La Maison : revue de la base clients',
    locale: 'fr',
    currency: 'EUR',
    timeZone: 'Europe/Paris',
    at: TODAY,
    rfmNames: RFM_NAMES,
    products: { names: new Map(catalogue.map(({ id, name }) => [id, name])) },
    fields: ['email', 'phone', 'firstName', 'lastName', 'birthDate', 'postcode', 'city'],
    distributions: ['age', 'city', 'store', 'origin'],
    optIn: [{ channel: 'email', purpose: 'newsletter' }],
    segments: segments.map(({ id, name = id }) => ({ id, name })),
    dataGaps: await Promise.all(
      segments.map(async ({ id, name = id }) => ({ id, name, needs: await clientele.segments.gaps(id) })),
    ),
    scenarioFunnels: [
      {
        scenario: 'abandoned-cart',
        name: 'Panier abandonné, 31 jours',
        simulated: true,
        steps: [
          { label: 'Paniers suivis', count: started },
          { label: 'Relances prêtes', count: made },
          { label: 'Relances parties', count: left },
        ],
        reasonsNotSent: Object.entries(outcomes)
          .filter(([reason]) => reason !== 'sent')
          .map(([reason, count]) => ({ reason, count })),
      },
    ],
    quality: {
      deadLetters: await clientele.deadLetters.count(),
      rejected: [...byReason(imported)].map(([reason, count]) => ({ reason, count })),
    },
    notes: [
      'Boutique imaginaire : personnes, adresses et commandes sont tirées au sort, toujours les mêmes.',
    ],
  })
}

function byReason({ rejects }: ImportResult): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { reason } of rejects) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return counts
}

/** The last mail may still be on its way from the socket to the disk. */
async function settled(sink: MailSink): Promise<number> {
  for (let seen = -1; seen !== sink.received(); ) {
    seen = sink.received()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return sink.received()
}
