import {
  type Clientele,
  createClientele,
  definePlugin,
  type EventInput,
  type JsonObject,
  type MessageIntent,
  type ScenarioDefinition,
  type Scorer,
  type SegmentDefinition,
  type TableDeclaration,
} from '@clientele/core'
import { memory } from '@clientele/storage-memory'
import {
  type RecordingChannel,
  recordingChannel,
  recordingLogger,
  sequentialIds,
  type VirtualClock,
  virtualClock,
} from '@clientele/testing'

/** A Monday, 09:00 in Paris. */
export const MONDAY: number = Date.UTC(2026, 2, 2, 8)

/** A shop with one programme, and Ada, who has agreed to its e-mails and SMS. */
export interface ShopWorld extends AsyncDisposable {
  readonly clientele: Clientele
  readonly clock: VirtualClock
  readonly email: RecordingChannel
  readonly sms: RecordingChannel
  /** Something that Ada, or another, does now. */
  readonly does: (name: string, properties?: JsonObject, who?: string) => Promise<void>
  /** Lets time pass, with the engine at work at every instant that is due. */
  readonly wait: (duration: string) => Promise<void>
  readonly person: (email: string, fields?: JsonObject, consent?: 'granted' | 'denied') => Promise<string>
  readonly row: (table: string, key: string, values: JsonObject, who?: string | null) => Promise<void>
  readonly messages: (who?: string) => Promise<readonly MessageIntent[]>
  /** Why the runs of a person ended, in the order of their beginning. */
  readonly ends: (who?: string) => Promise<readonly (string | undefined)[]>
}

const HOUR = 3_600_000
const UNITS: { readonly [unit: string]: number } = { m: 60_000, h: HOUR, d: 24 * HOUR }

/** Opens the shop. */
export async function shopWorld(
  scenario: ScenarioDefinition,
  options: {
    readonly tables?: readonly TableDeclaration[] | undefined
    readonly start?: number | undefined
    readonly segments?: readonly SegmentDefinition[] | undefined
    readonly scorer?: Scorer | undefined
  } = {},
): Promise<ShopWorld> {
  const clock = virtualClock(options.start ?? MONDAY)
  const email = recordingChannel({ channel: 'email' })
  const sms = recordingChannel({ channel: 'sms', addressField: 'phone' })
  const channels = definePlugin({
    id: 'channels',
    kind: 'channel',
    setup: ({ registerChannel, registerScorer }) => {
      registerChannel(email)
      registerChannel(sms)
      if (options.scorer !== undefined) registerScorer(options.scorer)
      return {}
    },
  })
  const clientele = await createClientele({
    storage: memory(),
    plugins: [channels],
    sources: ['shop'],
    tables: options.tables,
    segments: options.segments,
    // As it comes back from a file: what is not JSON would be lost here.
    scenarios: [JSON.parse(JSON.stringify(scenario)) as ScenarioDefinition],
    timeZone: 'Europe/Paris',
    clock,
    ids: sequentialIds('id-'),
    logger: recordingLogger(),
  })
  let events = 0
  const idOf = async (who: string): Promise<string> => {
    const contact = await clientele.contacts.find({ type: 'email', value: who })
    if (contact === undefined) throw new Error(`nobody has the address ${who}`)
    return contact.contactId
  }
  const world: ShopWorld = {
    clientele: clientele as Clientele,
    clock,
    email,
    sms,
    does: async (name, properties = {}, who = ADA) => {
      const event: EventInput = {
        name,
        messageId: `e${events++}`,
        occurredAt: clock.now(),
        identifiers: [{ type: 'email', value: who }],
        properties,
      }
      const { rejected } = await clientele.track(event)
      if (rejected.length > 0) throw new Error(rejected[0]?.reason)
      await clientele.engine.tick()
    },
    wait: async (duration) => {
      const length = Number.parseFloat(duration) * (UNITS[duration.at(-1) ?? ''] ?? Number.NaN)
      const end = clock.now() + length
      for (;;) {
        const due = await clientele.engine.nextDue()
        if (due === undefined || due > end) break
        await clock.set(Math.max(due, clock.now()))
        await clientele.engine.tick()
      }
      await clock.set(end)
      await clientele.engine.tick()
    },
    person: async (address, fields = {}, consent = 'granted') => {
      const decision = { purpose: 'newsletter', status: consent, at: clock.now(), source: 'shop' } as const
      await clientele.upsert({
        source: 'shop',
        sourceKey: address,
        identifiers: [{ type: 'email', value: address }],
        fields: { email: address, ...fields },
        consents: [
          { ...decision, channel: 'email' },
          { ...decision, channel: 'sms' },
        ],
      })
      return idOf(address)
    },
    row: async (table, key, values, who = ADA) => {
      const contact = who === null ? undefined : { identifiers: [{ type: 'email', value: who }] }
      const { rejected } = await clientele.put({ table, key, values, contact, observedAt: clock.now() })
      if (rejected.length > 0) throw new Error(rejected[0]?.reason)
      await clientele.engine.tick()
    },
    messages: async (who = ADA) => clientele.messages.ofContact(await idOf(who)),
    ends: async (who = ADA) => {
      const runs = await clientele.scenarios.explain(await idOf(who), scenario.id)
      return [...runs].sort((a, b) => a.startedAt - b.startedAt).map((run) => run.endReason)
    },
    [Symbol.asyncDispose]: () => clientele.close(),
  }
  await world.person(ADA, { firstName: 'Ada', phone: '+33612345678', country: 'FR' })
  return world
}

/** Whom `does` and the others speak of when nobody is named. */
export const ADA = 'ada@client.fr'

/** The rule by which each of a person's messages was decided. */
export function lastRules(messages: readonly MessageIntent[]): readonly string[] {
  return messages.map(({ state, decisions }) => `${state} ${decisions.at(-1)?.rule}`)
}
