import { emptyEnvironment } from '../../src/conditions/environment.ts'
import type { PressureRule, QuietHours } from '../../src/delivery/delivery-options.ts'
import type { DispatcherOptions } from '../../src/delivery/dispatch/create-dispatcher.ts'
import { createDispatcher, type Dispatcher } from '../../src/delivery/dispatch/create-dispatcher.ts'
import { createProgram } from '../../src/engine/program.ts'
import type {
  Channel,
  Condition,
  Consent,
  Contact,
  JsonObject,
  MessageContent,
  MessageIntent,
  OutgoingMessage,
  ScenarioDefinition,
  ScenarioState,
  SendResult,
} from '../../src/index.ts'
import type { Kernel } from '../../src/kernel.ts'
import { compileScenario } from '../../src/scenarios/compile.ts'
import { makeKernel, type TestKernel } from '../support/make-kernel.ts'

/** A Thursday, 00:00 UTC: where the clock of the tests begins. */
export const START: number = Date.UTC(2026, 0, 1)

/** An instance with one scenario, one channel and an outbox, for tests of the dispatcher. */
export interface World extends TestKernel {
  readonly sent: OutgoingMessage[]
  readonly dispatcher: Dispatcher
  /** Another worker on the same storage. */
  readonly worker: () => Dispatcher
  readonly put: (message?: Partial<MessageIntent>) => Promise<MessageIntent>
  readonly read: (key: string) => Promise<MessageIntent>
  readonly setState: (state: ScenarioState) => void
}

/** How a test wants its instance. */
export interface WorldOptions {
  readonly answer?: ((message: OutgoingMessage) => SendResult | Promise<SendResult>) | undefined
  readonly idempotent?: boolean | undefined
  readonly content?: { readonly [language: string]: MessageContent } | undefined
  readonly contacts?: readonly { readonly id: string; readonly fields: JsonObject }[] | undefined
  readonly consents?: readonly Partial<Consent>[] | undefined
  readonly exitWhen?: Condition | undefined
  readonly filter?: Condition | undefined
  readonly pressure?: readonly PressureRule[] | undefined
  readonly quietHours?: readonly QuietHours[] | undefined
  readonly scenarios?: readonly Partial<ScenarioDefinition>[] | undefined
  readonly channels?: readonly Channel[] | undefined
  readonly dispatcher?: DispatcherOptions | undefined
}

const CONTENT = { fr: { subject: 'Bonjour {{ firstName | default: "vous" }}', text: 'Bonjour' } }

/** Makes an instance whose only contact, Ada, has an address and has agreed to the newsletter. */
export async function makeWorld(options: WorldOptions = {}): Promise<World> {
  const sent: OutgoingMessage[] = []
  const email: Channel = {
    channel: 'email',
    idempotent: options.idempotent ?? false,
    send: async (message) => {
      const result = await (options.answer ?? accepted)(message)
      sent.push(message)
      return result
    },
  }
  let state: ScenarioState = 'live'
  const definitions = (options.scenarios ?? [{}]).map((scenario) => ({ ...scenarioOf(options), ...scenario }))
  const programs = new Map<ScenarioState, ReturnType<typeof createProgram>>()
  const program = () => {
    const known = programs.get(state)
    if (known !== undefined) return known
    const scenarios = definitions.map((one) => compileScenario(one, 1, state, emptyEnvironment()))
    const made = createProgram({ segments: [], scenarios, salt: 'salt', defaultZone: 'Europe/Paris' })
    programs.set(state, made)
    return made
  }
  const base = await makeKernel({ program: program() })
  const channels = [...(options.channels ?? []), email]
  const kernel: Kernel = {
    ...base.kernel,
    program,
    pressure: options.pressure ?? [],
    quietHours: options.quietHours ?? [],
    channels: new Map(channels.map((channel) => [channel.channel, channel])),
    channelOwners: new Map(channels.map((channel) => [channel.channel, `the-${channel.channel}-plugin`])),
  }
  const contacts = options.contacts ?? [{ id: 'ada', fields: { email: 'ada@shop.fr', firstName: 'Ada' } }]
  await kernel.storage.transaction(async (tx) => {
    await tx.contacts.put(contacts.map(contactOf))
    const consents =
      options.consents ?? contacts.map(({ id }) => ({ contactId: id, recordId: `eshop/${id}` }))
    await tx.consents.append(consents.map((consent) => ({ ...GRANT, ...consent })))
  })
  return {
    ...base,
    kernel,
    sent,
    dispatcher: createDispatcher(kernel, options.dispatcher),
    worker: () => createDispatcher(kernel, options.dispatcher),
    put: async (message = {}) => {
      const intent = { ...INTENT, ...message }
      await kernel.storage.transaction((tx) => tx.messages.insertNew([intent]))
      return intent
    },
    read: async (key) => {
      const found = await kernel.storage.transaction((tx) => tx.messages.byKeys([key]))
      if (found[0] === undefined) throw new Error(`no message ${key}`)
      return found[0]
    },
    setState: (next) => {
      state = next
    },
  }
}

/** The rule of the last decision about a message, with its gate. */
export function verdictOf(message: MessageIntent): string {
  const last = message.decisions.at(-1)
  return `${last?.gate} ${last?.outcome} ${last?.rule}`
}

function accepted(): SendResult {
  return { status: 'accepted', providerId: 'p1' }
}

const GRANT: Consent = {
  contactId: 'ada',
  recordId: 'eshop/1',
  channel: 'email',
  purpose: 'newsletter',
  status: 'granted',
  at: START - 1000,
  source: 'eshop',
}

const INTENT: MessageIntent = {
  messageKey: 'run-1:hello',
  contactId: 'ada',
  scenarioId: 'welcome',
  scenarioVersion: 1,
  runId: 'run-1',
  node: 'hello',
  channel: 'email',
  class: 'marketing',
  purpose: 'newsletter',
  state: 'pending',
  createdAt: START,
  dueAt: START,
  attempts: 0,
  leaseUntil: undefined,
  fence: 0,
  providerId: undefined,
  settledAt: undefined,
  decisions: [],
  context: { trigger: {}, arms: {}, runKey: '', startedAt: START },
}

function contactOf(contact: { readonly id: string; readonly fields: JsonObject }): Contact {
  const fields = Object.entries(contact.fields).map(([name, value]) => [
    name,
    { value, recordId: 'eshop/1', rule: 'mostRecent', at: START },
  ])
  return {
    contactId: contact.id,
    fields: Object.fromEntries(fields),
    createdAt: START,
    updatedAt: START,
    version: 1,
  }
}

function scenarioOf({ content, exitWhen, filter }: WorldOptions): ScenarioDefinition {
  return {
    id: 'welcome',
    programme: 'onboarding',
    targeting: { filter: filter ?? { all: [] } },
    triggers: [{ on: 'manual' }],
    reentry: 'once',
    whileLive: 'ignore',
    personalisation: { needs: [] },
    interruption: { exitWhen: exitWhen ?? { any: [] } },
    start: 'hello',
    nodes: {
      hello: {
        type: 'message',
        message: {
          channel: 'email',
          class: 'marketing',
          purpose: 'newsletter',
          objective: 'say hello',
          content: content ?? CONTENT,
        },
        next: 'done',
      },
      done: { type: 'exit', reason: 'done' },
    },
  }
}
