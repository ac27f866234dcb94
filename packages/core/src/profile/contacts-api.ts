import type { MatchReason } from '../identity/types.ts'
import type { Consent } from '../model/consent.ts'
import type { Contact } from '../model/contact.ts'
import type { ContactEvent } from '../model/event.ts'
import type { Identifier } from '../model/identifier.ts'
import type { Instant } from '../model/instant.ts'
import type { JsonObject, JsonValue } from '../model/json.ts'
import type { ContactRecord } from '../model/record.ts'
import type { TableRow } from '../model/table.ts'
import type { Page } from '../ports/page.ts'
import type { IdentityLogEntry } from '../ports/repositories/identity-log.ts'

/** Everything that is known of one person: the unified view. */
export interface ContactView {
  readonly contact: Contact
  readonly records: readonly ContactRecord[]
  readonly identifiers: readonly Identifier[]
  readonly rows: readonly TableRow[]
  readonly events: readonly ContactEvent[]
  readonly consents: readonly Consent[]
  readonly scores: { readonly [scorerId: string]: JsonObject }
  /** Values of traits, exact now; a missing one is left out. */
  readonly traits: { readonly [traitId: string]: JsonValue }
  readonly segments: readonly string[]
}

/** A contact with the values of its traits, exact now. */
export interface ContactWithTraits extends Contact {
  /** A missing one is left out; `undefined` where no trait is defined. */
  readonly traits?: { readonly [traitId: string]: JsonValue } | undefined
}

/** One entry of a contact's history, latest first. */
export interface TimelineEntry {
  readonly at: Instant
  readonly kind: 'event' | 'row' | 'segment' | 'run' | 'message' | 'consent' | 'identity'
  /** Name of the event, table, segment, scenario or channel. */
  readonly name: string
  readonly details: JsonObject
}

/** Why the records of a contact are together. */
export interface ContactExplanation {
  readonly contactId: string
  readonly records: readonly string[]
  /** A spanning tree of reasons. */
  readonly reasons: readonly MatchReason[]
  readonly log: readonly IdentityLogEntry[]
}

/** A person's decision about two sets of records. */
export interface LinkDecision {
  readonly reason: string
  /** Who decided. */
  readonly by: string
}

/** Contacts, one by one. */
export interface ContactsApi {
  /** By id, also one that lost a merge; `undefined` for an unknown one. */
  readonly get: (contactId: string) => Promise<ContactWithTraits | undefined>
  readonly find: (identifier: Identifier) => Promise<Contact | undefined>
  readonly list: (page?: Partial<Page>) => Promise<readonly Contact[]>
  readonly count: () => Promise<number>
  readonly view: (contactId: string) => Promise<ContactView | undefined>
  /** Latest first, at most `limit`. @default 100 */
  readonly timeline: (
    contactId: string,
    options?: { readonly limit?: number | undefined; readonly before?: Instant | undefined },
  ) => Promise<readonly TimelineEntry[]>
  /** @throws `NOT_FOUND` */
  readonly explain: (contactId: string) => Promise<ContactExplanation>
  /** Says that the records of two contacts are one person; answers the surviving id. @throws `LINK_CONFLICT` */
  readonly merge: (a: string, b: string, decision: LinkDecision) => Promise<string>
  /**
   * Takes records out of a contact for good: they are never put together again with the others, whatever comes
   * in. Answers the id of the contact that they have now.
   */
  readonly unmerge: (
    contactId: string,
    recordIds: readonly string[],
    decision: LinkDecision,
  ) => Promise<string>
  /** Takes back bans and links between two sets of records, and resolves anew; answers the ids. */
  readonly undo: (recordIds: readonly string[], decision: LinkDecision) => Promise<readonly string[]>
  /**
   * Erases a person from every table, index, log and cache; a salted hash stays so that an old export cannot bring
   * the person back. Idempotent; an alias erases the whole contact.
   */
  readonly erase: (contactId: string, decision: LinkDecision) => Promise<{ readonly erased: boolean }>
  /** Everything about one person as JSON (GDPR article 15 and 20). @throws `NOT_FOUND` */
  readonly export: (contactId: string) => Promise<JsonObject>
}
