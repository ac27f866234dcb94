import {
  type Contact,
  type ContactEvent,
  createClientele,
  event,
  property,
  type Run,
  type ScenarioDefinition,
} from '@clientele/core'
import { memory } from '@clientele/storage-memory'
import { seededRandom } from '@clientele/testing'
import { assign, createMachine, initialTransition, transition } from 'xstate'
import { emptyEnvironment } from '../../packages/core/src/conditions/environment.ts'
import { createFactStore } from '../../packages/core/src/profile/facts.ts'
import { compileScenario } from '../../packages/core/src/scenarios/compile.ts'
import { step } from '../../packages/core/src/scenarios/interpreter.ts'
import { readArguments } from './arguments.ts'
import { contactIdOf, fillBase } from './fill-base.ts'
import { START } from './workload.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/**
 * S9: passages of a cart through the pure interpreter and through XState 5, the same graph: wait for the checkout,
 * branch on its amount, a message, a day's timer, a last message, the end. Then six months of it simulated over a
 * base in memory. `--passages`, `--contacts`; `--contacts 0` leaves the simulation out.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { number } = readArguments(args)
  const passages = number('passages', 100_000)
  const spent = { ours: 0, xstate: 0 }
  passOurs(5000)
  passXState(5000)
  for (let turn = 0; turn < 5; turn++) {
    const began = performance.now()
    passOurs(passages / 5)
    const between = performance.now()
    passXState(passages / 5)
    spent.ours += between - began
    spent.xstate += performance.now() - between
  }
  const rate = (ms: number): string => Math.round((1000 * passages * STEPS) / ms).toLocaleString('en')
  console.log(
    `S9 ours ${rate(spent.ours)} steps/s, XState ${rate(spent.xstate)} steps/s, ${(spent.xstate / spent.ours).toFixed(1)} ×`,
  )
  const contacts = number('contacts', 100_000)
  if (contacts > 0) await simulateHalfYear(contacts)
}

/** Start, checkout, timer. */
const STEPS = 3

const message = (purpose: string) =>
  ({
    channel: 'email',
    class: 'transactional',
    purpose,
    objective: 'finish the order',
    content: { en: { subject: 'Your cart', text: 'It is kept for you.' } },
  }) as const

const flow: ScenarioDefinition = {
  id: 'flow',
  targeting: { filter: { all: [] } },
  triggers: [{ on: 'event', event: 'Cart Updated' }],
  reentry: 'always',
  whileLive: 'ignore',
  personalisation: { needs: [] },
  interruption: { exitWhen: event('Order Completed').last('1h').any() },
  start: 'waiting',
  nodes: {
    waiting: {
      type: 'waitFor',
      until: { event: 'Checkout Started', matching: property('total').gte(10) },
      timeout: '4h',
      next: 'deciding',
      onTimeout: 'done',
    },
    deciding: {
      type: 'branch',
      cases: [{ when: event('Product Viewed').last('90d').any(), next: 'remind' }],
      else: 'done',
    },
    remind: { type: 'message', message: message('cart'), next: 'pausing' },
    pausing: { type: 'wait', for: '1d', next: 'close' },
    close: { type: 'message', message: message('cart'), next: 'done' },
    done: { type: 'exit', reason: 'done' },
  },
}

function passOurs(passages: number): void {
  const scenario = compileScenario(flow, 1, 'live', emptyEnvironment())
  const contact: Contact = { contactId: 'c1', fields: {}, createdAt: START, updatedAt: START, version: 1 }
  const facts = createFactStore(contact, 'Europe/Paris')
  const seen = { messageId: 'm1', occurredAt: START - DAY, receivedAt: START - DAY, properties: {} }
  facts.addEvent('Product Viewed', seen as never)
  const world = { facts, salt: 'bench' }
  let messages = 0
  for (let number = 0; number < passages; number++) {
    const begun: Run = {
      runId: `r${number}`,
      scenarioId: 'flow',
      scenarioVersion: 1,
      contactId: 'c1',
      runKey: '',
      state: 'live',
      node: 'waiting',
      startedAt: START,
      nodeSince: START,
      wakeAt: undefined,
      trigger: {},
      arms: {},
      sent: [],
      step: 0,
      endedAt: undefined,
      endReason: undefined,
    }
    const started = step(scenario, begun, { type: 'start' }, START, world)
    const checkout = { type: 'event', name: 'Checkout Started', properties: { total: 42 } } as const
    const paid = step(scenario, started.run, checkout, START + HOUR, world)
    const closed = step(scenario, paid.run, { type: 'timer' }, START + 2 * DAY, world)
    messages += paid.commands.length + closed.commands.length
    if (closed.run.state !== 'ended') throw new Error('a passage of ours did not end')
  }
  if (messages !== 2 * passages) throw new Error(`ours made ${messages} messages of ${2 * passages}`)
}

const machine = createMachine({
  id: 'flow',
  initial: 'waiting',
  context: { views: 1, sent: [] as string[] },
  states: {
    waiting: {
      on: {
        'Checkout Started': { guard: ({ event }) => (event.total as number) >= 10, target: 'deciding' },
      },
      after: { [4 * HOUR]: 'done' },
    },
    deciding: {
      always: [{ guard: ({ context }) => context.views > 0, target: 'remind' }, { target: 'done' }],
    },
    remind: {
      entry: [assign({ sent: ({ context }) => [...context.sent, 'remind'] }), { type: 'send' }],
      always: 'pausing',
    },
    pausing: { after: { [DAY]: 'close' } },
    close: {
      entry: [assign({ sent: ({ context }) => [...context.sent, 'close'] }), { type: 'send' }],
      always: 'done',
    },
    done: { type: 'final' },
  },
})

function passXState(passages: number): void {
  let messages = 0
  const isSend = ({ type }: { readonly type: string }): boolean => type === 'send'
  for (let number = 0; number < passages; number++) {
    const [started] = initialTransition(machine)
    const [paid, first] = transition(machine, started, { type: 'Checkout Started', total: 42 })
    const [closed, last] = transition(machine, paid, { type: `xstate.after.${DAY}.flow.pausing` })
    messages += first.filter(isSend).length + last.filter(isSend).length
    if (closed.status !== 'done') throw new Error('a passage of XState did not end')
  }
  if (messages !== 2 * passages) throw new Error(`XState made ${messages} messages of ${2 * passages}`)
}

async function simulateHalfYear(contacts: number): Promise<void> {
  const storage = memory()
  const end = START + 182 * DAY
  const clock = { now: () => end, sleepUntil: () => Promise.resolve() }
  const clientele = await createClientele({ storage, timeZone: 'Europe/Paris', clock })
  await fillBase(storage, contacts)
  const { next: random } = seededRandom(7)
  for (let from = 0; from < contacts; from += 5000)
    await storage.transaction((tx) =>
      tx.events.insert(
        Array.from({ length: Math.min(5000, contacts - from) }, (_, index) =>
          journeysOf(from + index, random),
        ).flat(),
      ),
    )
  const began = performance.now()
  const told = await clientele.scenarios.simulate(flow, { from: START, to: end })
  const seconds = (performance.now() - began) / 1000
  console.log(
    `S9 six months of ${contacts.toLocaleString('en')} contacts simulated in ${seconds.toFixed(1)} s: ${told.started.toLocaleString('en')} runs, ${told.messageCount.toLocaleString('en')} messages`,
  )
  await clientele.close()
}

/** Three carts of a person, two of them with a checkout an hour later. */
function journeysOf(person: number, random: () => number): readonly ContactEvent[] {
  return [0, 1, 2].flatMap((journey) => {
    const at = START + Math.floor((60 * journey + 58 * random()) * DAY)
    const eventOf = (name: string, occurredAt: number): ContactEvent => ({
      contactId: contactIdOf(person),
      messageId: `${name} ${person} ${journey}`,
      name,
      occurredAt,
      receivedAt: occurredAt,
      source: 'api',
      recordId: '',
      properties: { total: 42 },
    })
    const cart = eventOf('Cart Updated', at)
    return journey === 2 ? [cart] : [cart, eventOf('Checkout Started', at + HOUR)]
  })
}
