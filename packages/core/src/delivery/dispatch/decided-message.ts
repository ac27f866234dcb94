import type { JsonObject } from '../../model/json.ts'
import type { MessageIntent } from '../../model/message.ts'
import type { OutgoingMessage } from '../../ports/channel.ts'
import type { DeliveryDecision } from '../decide-delivery.ts'
import type { RenderedMessage } from '../templates/rendered-message.ts'
import type { DecisionParts } from './decision-parts.ts'
import { append, waiting } from './settlement.ts'

/** A message after the gates, and what to give to the channel if it goes. */
export interface DecidedMessage {
  readonly intent: MessageIntent
  readonly outgoing?: OutgoingMessage | undefined
}

/** A message without a channel waits for an instance that has one. */
const NO_CHANNEL_LOOK_MS = 15 * 60_000
/** What a message becomes by the verdict of the gates, and of its channel's breaker. */
export function decidedMessage(
  message: MessageIntent,
  decision: DeliveryDecision,
  to: string,
  parts: Pick<DecisionParts, 'kernel' | 'shutUntil' | 'now' | 'leaseUntil'>,
): DecidedMessage {
  const { now } = parts
  if (decision.outcome === 'stop') {
    const decisions = append(message, decision.decisions)
    return { intent: { ...message, state: 'withheld', leaseUntil: undefined, settledAt: now, decisions } }
  }
  if (decision.outcome === 'defer' || decision.content === undefined) {
    const until = decision.outcome === 'defer' ? decision.until : now
    return { intent: waiting(message, Math.max(until, now + 1), ...decision.decisions) }
  }
  const shut = parts.kernel.channels.has(message.channel)
    ? { until: parts.shutUntil(message.channel, now), rule: 'circuit-open' }
    : { until: now + NO_CHANNEL_LOOK_MS, rule: 'no-channel' }
  if (shut.until !== undefined) {
    const held = { gate: 'dispatch', outcome: 'defer', rule: shut.rule, at: now } as const
    return { intent: waiting(message, Math.max(shut.until, now + 1), held) }
  }
  const intent: MessageIntent = {
    ...message,
    state: 'sending',
    // From here on it is counted by pressure, at this instant.
    dueAt: now,
    attempts: message.attempts + 1,
    leaseUntil: parts.leaseUntil,
    decisions: append(message, decision.decisions),
  }
  return { intent, outgoing: outgoingOf(intent, decision.content, to) }
}

function outgoingOf(intent: MessageIntent, content: RenderedMessage, to: string): OutgoingMessage {
  const meta: JsonObject = { scenarioId: intent.scenarioId, node: intent.node, runId: intent.runId }
  return {
    messageKey: intent.messageKey,
    to,
    contactId: intent.contactId,
    class: intent.class,
    purpose: intent.purpose,
    subject: content.subject,
    preheader: content.preheader,
    html: content.html,
    text: content.text,
    language: content.language,
    meta,
  }
}
