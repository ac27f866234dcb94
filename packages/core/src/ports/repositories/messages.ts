import type { Instant } from '../../model/instant.ts'
import type { MessageIntent, MessageState } from '../../model/message.ts'

/** The outbox: message intents by `messageKey`. */
export interface MessageRepository {
  /** Inserts those whose key is new; an intent that is there already is left as it is. */
  readonly insertNew: (intents: readonly MessageIntent[]) => Promise<void>
  readonly byKeys: (messageKeys: readonly string[]) => Promise<readonly MessageIntent[]>
  readonly ofContacts: (contactIds: readonly string[]) => Promise<readonly MessageIntent[]>
  /**
   * Takes pending messages that are due, earliest first, for one worker: `leaseUntil` is set, `fence` grows.
   * No message is handed to two workers while a lease holds, which it does before its `leaseUntil`.
   */
  readonly claim: (at: Instant, limit: number, leaseUntil: Instant) => Promise<readonly MessageIntent[]>
  /**
   * Writes back messages whose stored fence is still the one given, but for their `contactId`, which a merge may
   * have changed meanwhile; answers the keys that were written.
   */
  readonly settle: (intents: readonly MessageIntent[]) => Promise<readonly string[]>
  /** `sending` whose `leaseUntil` is at or before the instant: their process died between call and record. */
  readonly abandoned: (at: Instant, limit: number) => Promise<readonly MessageIntent[]>
  /** The earliest `dueAt` of a pending message, or lease of a sending one. */
  readonly nextDue: () => Promise<Instant | undefined>
  readonly listByState: (
    state: MessageState,
    page: { readonly after?: string | undefined; readonly limit: number },
  ) => Promise<readonly MessageIntent[]>
  readonly counts: (
    scenarioId: string,
  ) => Promise<readonly { readonly node: string; readonly state: MessageState; readonly messages: number }[]>
}
