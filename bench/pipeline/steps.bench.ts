import type { EventInput, ScenarioDefinition } from '@clientele/core'
import { readArguments } from './arguments.ts'
import { printRace, sqliteRace } from './sqlite-race.ts'
import { addressOf, START } from './workload.ts'

const MINUTE = 60_000

/**
 * S7: durable steps of a scenario in batches of 500: an event wakes the run, its state and timer are saved, the outbox
 * is written. Five steps a run, one of them a timer's; beside the same rows written by hand. `--contacts`.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { number } = readArguments(args)
  const contacts = number('contacts', 10_000)
  const events = contacts * ROUNDS.length * 2
  const stream = roundsOf(contacts)
  const result = await sqliteRace({
    contacts,
    events,
    batch: 500,
    segments: [],
    scenario: flow,
    stream,
    cacheSize: contacts,
  })
  printRace('S7 SQLite, a step per event', events, result)
  const steps = result.rows['runs.put']!
  console.log(`  ${Math.round(steps / result.ours).toLocaleString('en')} runs saved a second by ours`)
}

const ROUNDS = [
  'Cart Updated',
  'Address Given',
  'Delivery Chosen',
  'Payment Begun',
  'Order Confirmed',
] as const

/** Everybody's first event, then everybody's second, and so on; the last comes after the timer of the fourth. */
function* roundsOf(contacts: number): Generator<EventInput, never> {
  for (let round = 0; ; round++)
    for (let person = 0; person < contacts; person++)
      yield {
        name: ROUNDS[round % ROUNDS.length]!,
        messageId: `s${round}-${person}`,
        occurredAt: START + 90 * MINUTE * round,
        identifiers: [{ type: 'email', value: addressOf(person) }],
        properties: { step: round, cart_id: `k${person}` },
      }
}

const waitFor = (event: string, next: string) =>
  ({
    type: 'waitFor',
    until: { event, matching: { all: [] } },
    timeout: '1d',
    next,
    onTimeout: 'end',
  }) as const

const message = (objective: string, next: string) =>
  ({
    type: 'message',
    message: {
      channel: 'email',
      class: 'transactional',
      purpose: 'order',
      objective,
      content: { en: { subject: objective, text: objective } },
    },
    next,
  }) as const

const flow: ScenarioDefinition = {
  id: 'order',
  targeting: { filter: { all: [] } },
  triggers: [{ on: 'event', event: 'Cart Updated' }],
  reentry: 'always',
  whileLive: 'ignore',
  personalisation: { needs: [] },
  interruption: { exitWhen: { any: [] } },
  start: 'address',
  nodes: {
    address: waitFor('Address Given', 'thanks'),
    thanks: message('thank for the address', 'delivery'),
    delivery: waitFor('Delivery Chosen', 'chosen'),
    chosen: message('confirm the delivery', 'payment'),
    payment: waitFor('Payment Begun', 'rest'),
    rest: { type: 'wait', for: '1h', next: 'paid' },
    paid: message('confirm the payment', 'end'),
    end: { type: 'exit', reason: 'done' },
  },
}
