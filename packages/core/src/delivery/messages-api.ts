import type { Consent, ConsentInput } from '../model/consent.ts'
import type { Identifier } from '../model/identifier.ts'
import type { MessageIntent, MessageState } from '../model/message.ts'
import type { Suppression } from '../ports/repositories/suppressions.ts'

/** The outbox as a person sees it. */
export interface MessagesApi {
  readonly list: (
    state: MessageState,
    page?: { readonly after?: string | undefined; readonly limit?: number | undefined },
  ) => Promise<readonly MessageIntent[]>
  readonly ofContact: (contactId: string) => Promise<readonly MessageIntent[]>
  /** Settles a message in doubt by what a person, or the provider, found out. @throws `NOT_FOUND` */
  readonly settle: (
    messageKey: string,
    finding: 'was-sent' | 'was-not-sent' | 'send-again',
    by: string,
  ) => Promise<void>
}

/** The consent ledger. */
export interface ConsentsApi {
  /** Adds a decision of the person with these identifiers. */
  readonly record: (identifiers: readonly Identifier[], decision: ConsentInput) => Promise<void>
  readonly ofContact: (contactId: string) => Promise<readonly Consent[]>
}

/** Addresses that must not be written to. */
export interface SuppressionsApi {
  readonly add: (suppressions: readonly Suppression[]) => Promise<void>
  readonly remove: (suppressions: readonly Pick<Suppression, 'channel' | 'address'>[]) => Promise<void>
  readonly find: (channel: string, addresses: readonly string[]) => Promise<readonly Suppression[]>
}
