import type { Instant } from './instant.ts'
import type { JsonObject } from './json.ts'

/**
 * Where a message stands. `pending` waits for its turn; `sending` was committed before the channel was called;
 * `sent` and `failed` are the channel's answers; `withheld` was stopped by a gate; `in-doubt` is a `sending`
 * whose process died: for marketing it waits for the provider's word or a person, never a blind resend.
 */
export type MessageState = 'pending' | 'sending' | 'sent' | 'failed' | 'withheld' | 'in-doubt'

/** A message that a run means to send: one row, one deterministic key, one send. */
export interface MessageIntent {
  /** Deterministic in (scenario, node, contact, run): the same step again is the same intent. */
  readonly messageKey: string
  readonly contactId: string
  readonly scenarioId: string
  readonly scenarioVersion: number
  readonly runId: string
  readonly node: string
  readonly channel: string
  readonly class: 'marketing' | 'transactional'
  readonly purpose: string
  readonly state: MessageState
  readonly createdAt: Instant
  /** Earliest instant of the next attempt. */
  readonly dueAt: Instant
  readonly attempts: number
  /** Until when the claim of a worker holds; grows with `fence` at each claim. */
  readonly leaseUntil: Instant | undefined
  readonly fence: number
  /** The provider's id of the message once it is sent. */
  readonly providerId: string | undefined
  readonly settledAt: Instant | undefined
  /** Each gate that was passed and the one that decided: for `explain`. */
  readonly decisions: readonly Decision[]
  /** The run's trigger and arms, for the template. */
  readonly context: JsonObject
}

/** What one gate decided about one message, by which rule. */
export interface Decision {
  readonly gate: string
  readonly outcome: 'pass' | 'stop' | 'defer'
  readonly rule: string
  readonly at: Instant
}
