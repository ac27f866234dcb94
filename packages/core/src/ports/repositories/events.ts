import type { ContactEvent } from '../../model/event.ts'
import type { Instant } from '../../model/instant.ts'

/** Which events of some contacts are wanted. */
export interface EventQuery {
  readonly contactIds: readonly string[]
  /** Names; one that ends in `*` is a prefix. @default all */
  readonly names?: readonly string[] | undefined
  /** `occurredAt` of this instant or later. */
  readonly since?: Instant | undefined
}

/** Events, each once by `messageId`. */
export interface EventRepository {
  /** Which of these message ids are stored already. */
  readonly known: (messageIds: readonly string[]) => Promise<ReadonlySet<string>>
  /** The caller has made sure that none is known. */
  readonly insert: (events: readonly ContactEvent[]) => Promise<void>
  readonly find: (query: EventQuery) => Promise<readonly ContactEvent[]>
  /** By (`contactId`, `occurredAt`, `messageId`), after the event given. */
  readonly scan: (page: {
    readonly after?: Pick<ContactEvent, 'contactId' | 'occurredAt' | 'messageId'> | undefined
    readonly limit: number
  }) => Promise<readonly ContactEvent[]>
  readonly count: () => Promise<number>
}
