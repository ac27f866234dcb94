import type { Kernel } from '../../kernel.ts'
import type { Instant } from '../../model/instant.ts'
import type { MessageIntent } from '../../model/message.ts'
import type { OutgoingMessage } from '../../ports/channel.ts'
import type { StorageTransaction } from '../../ports/storage.ts'
import type { ContactState } from '../../profile/contact-state.ts'
import { fieldsAndTraits } from '../../traits/fields-and-traits.ts'
import { decideDelivery } from '../decide-delivery.ts'
import { renderMessage } from '../templates/render-message.ts'
import type { RenderedMessage } from '../templates/rendered-message.ts'
import { type DecidedMessage, decidedMessage } from './decided-message.ts'
import type { DecisionParts } from './decision-parts.ts'
import { addressOf, deliveryContact } from './delivery-contact.ts'
import { historyMessage, priorityOf } from './history.ts'
import { referencesOfMessage } from './references-of-message.ts'
import { isRunOver } from './run-is-over.ts'
import { type ScenarioOfMessage, scenarioLookup } from './scenario-of-message.ts'
import { append, waiting } from './settlement.ts'
import { type Slice, suppressionSlot } from './slice.ts'

/** A message that was committed as `sending` and may be given to its channel. */
export interface ReadyMessage {
  readonly intent: MessageIntent
  readonly outgoing: OutgoingMessage
}

/** A message whose contact is being merged is looked at again after this. */
const MOVED_LOOK_MS = 1_000

/**
 * Puts the messages of a slice through the gates, the highest priority first; each sees what was decided of those
 * before it, so that two of one slice cannot both take the last room.
 */
export async function decideSlice(
  tx: StorageTransaction,
  slice: Slice,
  parts: DecisionParts,
): Promise<readonly DecidedMessage[]> {
  const program = parts.kernel.program()
  const outbox = new Map(
    [...slice.outbox].map(([contactId, messages]) => [
      contactId,
      new Map(messages.map((message) => [message.messageKey, message])),
    ]),
  )
  const scenarioOf = scenarioLookup(tx, parts.kernel)
  const decided: DecidedMessage[] = []
  for (const message of byPriority(slice.messages, parts.kernel)) {
    const state = slice.states.get(message.contactId)
    if (state === undefined) {
      decided.push({ intent: await moved(tx, message, parts.now) })
      continue
    }
    const scenario = await scenarioOf(message)
    const newest = program.newest.get(message.scenarioId)
    const others = outbox.get(message.contactId) ?? new Map<string, MessageIntent>()
    const runEnd = slice.runEnds.get(message.runId)
    const history = [...others.values()]
      .filter((other) => other.messageKey !== message.messageKey)
      .map((other) => historyMessage(other, program))
    const { channel } = message
    const address = addressOf(state, channel, parts.kernel.channels.get(channel))
    const decision = decideDelivery({
      now: parts.now,
      message,
      scenario: {
        state: newest?.state,
        programme: newest?.definition.programme,
        priority: newest === undefined ? 0 : priorityOf(newest),
        exempt: scenario.template?.pressure?.exempt,
        runEnded: isRunOver(message, runEnd, others) ? runEnd : undefined,
      },
      contact: deliveryContact(state, {
        address,
        consents: slice.consents.get(message.contactId) ?? [],
        suppression:
          address === undefined ? undefined : slice.suppressions.get(suppressionSlot(channel, address)),
        country: parts.kernel.country,
      }),
      eligible: () => eligibility(scenario, state, message, parts.now),
      quietHours: parts.quietHours,
      pressure: parts.pressure,
      history,
      render: () => render(scenario, state, message, parts),
    })
    const result = decidedMessage(message, decision, address ?? '', parts)
    decided.push(result)
    others.set(message.messageKey, result.intent)
  }
  return decided
}

function byPriority(messages: readonly MessageIntent[], kernel: Kernel): readonly MessageIntent[] {
  const { newest } = kernel.program()
  const priority = (message: MessageIntent): number => {
    const scenario = newest.get(message.scenarioId)
    return scenario === undefined ? 0 : priorityOf(scenario)
  }
  return [...messages].sort(
    (a, b) =>
      priority(b) - priority(a) || a.createdAt - b.createdAt || (a.messageKey < b.messageKey ? -1 : 1),
  )
}

function eligibility(
  { rules }: ScenarioOfMessage,
  state: ContactState,
  message: MessageIntent,
  now: Instant,
): 'eligible' | 'not-eligible' | 'interrupted' {
  if (rules === undefined) return 'not-eligible'
  const references = referencesOfMessage(message)
  if (rules.exitWhen(state.facts, now, references) > 0) return 'interrupted'
  return rules.filter(state.facts, now, references) > 0 ? 'eligible' : 'not-eligible'
}

function render(
  { template }: ScenarioOfMessage,
  state: ContactState,
  message: MessageIntent,
  { kernel, engine, now }: DecisionParts,
): RenderedMessage {
  if (template === undefined) throw new TypeError('the node of the message is no message')
  const language = state.facts.field('language')
  return renderMessage(engine, template, {
    field: fieldsAndTraits(state.facts, kernel.program(), now),
    context: message.context,
    language: typeof language === 'string' && language !== '' ? language : kernel.language,
    zone: state.facts.zone,
    now,
  })
}

async function moved(tx: StorageTransaction, message: MessageIntent, now: Instant): Promise<MessageIntent> {
  const known = (await tx.contacts.resolve([message.contactId])).has(message.contactId)
  const verdict = { gate: 'scenario', rule: known ? 'contact:moved' : 'contact:unknown', at: now } as const
  if (known) return waiting(message, now + MOVED_LOOK_MS, { ...verdict, outcome: 'defer' })
  const decisions = append(message, [{ ...verdict, outcome: 'stop' }])
  return { ...message, state: 'withheld', leaseUntil: undefined, settledAt: now, decisions }
}
