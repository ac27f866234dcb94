import type { Instant } from '../../model/instant.ts'
import type { Decision, MessageIntent } from '../../model/message.ts'
import type { SendResult } from '../../ports/channel.ts'
import { backoffMs } from './backoff.ts'

/** Attempts before a message that a channel cannot take is given up: with the default waits, about seven hours. */
export const MAX_ATTEMPTS = 12

/** Decisions kept on a message: the latest ones. */
const MAX_DECISIONS = 40
const MAX_REASON = 200

/** What a message becomes by the channel's answer. */
export function settledBy(
  message: MessageIntent,
  result: SendResult,
  idempotent: boolean,
  now: Instant,
): MessageIntent {
  switch (result.status) {
    case 'accepted':
      return {
        ...ended(message, 'sent', now, { outcome: 'pass', rule: 'accepted' }),
        providerId: result.providerId,
      }
    case 'rejected':
      return ended(message, 'failed', now, { outcome: 'stop', rule: `rejected:${result.reason}` })
    case 'unavailable':
      return message.attempts >= MAX_ATTEMPTS
        ? ended(message, 'failed', now, { outcome: 'stop', rule: `given-up:${result.reason}` })
        : again(message, now, result.retryAfterMs, `unavailable:${result.reason}`)
    case 'unknown':
      return unsure(message, result.reason, idempotent, now)
  }
}

/**
 * What becomes of a message of which nobody knows whether it left. A service message goes again, under the same key,
 * where the provider sends once for a key; any other waits for the provider's word or a person.
 */
export function unsure(
  message: MessageIntent,
  reason: string,
  idempotent: boolean,
  now: Instant,
): MessageIntent {
  if (message.class === 'transactional' && idempotent && message.attempts < MAX_ATTEMPTS)
    return again(message, now, undefined, `unknown:${reason}`)
  return ended(message, 'in-doubt', now, { outcome: 'stop', rule: `unknown:${reason}` })
}

/** The message, waiting for its next attempt. */
function again(
  message: MessageIntent,
  now: Instant,
  retryAfterMs: number | undefined,
  rule: string,
): MessageIntent {
  const wait = backoffMs(message.messageKey, Math.max(1, message.attempts), retryAfterMs)
  return waiting(message, now + wait, noted(now, 'defer', rule))
}

/** The message, pending again until an instant, with its claim given back. */
export function waiting(
  message: MessageIntent,
  dueAt: Instant,
  ...decisions: readonly Decision[]
): MessageIntent {
  return { ...message, state: 'pending', dueAt, leaseUntil: undefined, decisions: append(message, decisions) }
}

function ended(
  message: MessageIntent,
  state: 'sent' | 'failed' | 'in-doubt',
  now: Instant,
  verdict: { readonly outcome: 'pass' | 'stop'; readonly rule: string },
): MessageIntent {
  const decisions = append(message, [noted(now, verdict.outcome, verdict.rule)])
  return { ...message, state, leaseUntil: undefined, settledAt: now, decisions }
}

function noted(at: Instant, outcome: Decision['outcome'], rule: string): Decision {
  return { gate: 'dispatch', outcome, rule: rule.slice(0, MAX_REASON), at }
}

/** Adds decisions to those of a message; of a long story the end is kept. */
export function append(message: MessageIntent, decisions: readonly Decision[]): readonly Decision[] {
  return [...message.decisions, ...decisions].slice(-MAX_DECISIONS)
}
