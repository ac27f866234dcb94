import { memory } from '@clientele/storage-memory'
import {
  type RecordingLogger,
  recordingLogger,
  sequentialIds,
  type VirtualClock,
  virtualClock,
} from '@clientele/testing'
import {
  type Clientele,
  type ClienteleEvents,
  type ClienteleOptions,
  createClientele,
  definePlugin,
  type OutgoingMessage,
  type Plugin,
  type Storage,
} from '../../src/index.ts'
import type { Told } from './make-kernel.ts'

/** The first instant of the tests: a Thursday, in winter. */
export const START: number = Date.UTC(2026, 0, 1)
export const HOUR = 3_600_000
export const DAY: number = 24 * HOUR

/** An instance on a storage in memory and a virtual clock, with a channel for e-mail that keeps what it is given. */
export interface TestBase {
  readonly clientele: Clientele
  readonly clock: VirtualClock
  readonly storage: Storage
  readonly logger: RecordingLogger
  readonly sent: readonly (OutgoingMessage & { readonly at: number })[]
  readonly told: Told
  /** Goes on by some ms, with a turn of the engine at the end. */
  readonly pass: (ms: number) => Promise<void>
  /** Tracks an event of the person with this e-mail address; answers the id of the contact. */
  readonly track: (
    email: string,
    name: string,
    properties?: Readonly<Record<string, string | number>>,
    occurredAt?: number,
  ) => Promise<string>
  /** Says that somebody exists, and that they want the news. */
  readonly subscribe: (email: string, fields?: Readonly<Record<string, string | boolean>>) => Promise<string>
}

const NAMES: readonly (keyof ClienteleEvents)[] = [
  'contact.created',
  'contact.merged',
  'segment.entered',
  'segment.left',
  'run.started',
  'run.ended',
  'message.settled',
  'plugin.failed',
]

/** Composes a test instance. */
export async function makeBase(
  options: Partial<ClienteleOptions> & { readonly plugins?: readonly Plugin[] | undefined } = {},
): Promise<TestBase> {
  const clock = (options.clock as VirtualClock | undefined) ?? virtualClock(START)
  const storage = options.storage ?? memory()
  const logger = recordingLogger()
  const sent: (OutgoingMessage & { readonly at: number })[] = []
  const told: { name: keyof ClienteleEvents; payload: unknown }[] = []
  const email = definePlugin({
    id: 'email',
    kind: 'channel',
    setup: ({ registerChannel }) => {
      registerChannel({
        channel: 'email',
        idempotent: true,
        send: async (message) => {
          sent.push({ ...message, at: clock.now() })
          return { status: 'accepted' }
        },
      })
      return {}
    },
  })
  const clientele = (await createClientele({
    ids: sequentialIds('id-'),
    timeZone: 'Europe/Paris',
    ...options,
    clock,
    storage,
    logger,
    plugins: [email, ...(options.plugins ?? [])] as readonly Plugin[],
  })) as Clientele
  for (const name of NAMES) clientele.on(name, (payload) => told.push({ name, payload }))
  return {
    clientele,
    clock,
    storage,
    logger,
    sent,
    told,
    pass: async (ms) => {
      await clock.advance(ms)
      await clientele.engine.tick()
    },
    track: async (address, name, properties = {}, occurredAt) => {
      const identifiers = [{ type: 'email', value: address }]
      const { contactIds } = await clientele.track({ name, identifiers, properties, occurredAt })
      return contactIds[0] as string
    },
    subscribe: async (address, fields = {}) => {
      const { contactIds } = await clientele.upsert({
        source: 'api',
        sourceKey: address,
        identifiers: [{ type: 'email', value: address }],
        fields: { email: address, ...fields },
        consents: [{ channel: 'email', purpose: 'news', status: 'granted', at: clock.now(), source: 'api' }],
      })
      return contactIds[0] as string
    },
  }
}
