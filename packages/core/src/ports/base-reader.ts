import type { Consent } from '../model/consent.ts'
import type { Contact } from '../model/contact.ts'
import type { ContactEvent } from '../model/event.ts'
import type { Instant } from '../model/instant.ts'
import type { JsonObject } from '../model/json.ts'
import type { MembershipChange } from '../model/membership.ts'
import type { ContactRecord } from '../model/record.ts'
import type { TableRow } from '../model/table.ts'

/** One contact with what hangs on it. */
export interface ContactBundle {
  readonly contact: Contact
  readonly rows: readonly TableRow[]
  readonly events: readonly ContactEvent[]
  readonly records: readonly ContactRecord[]
  readonly consents: readonly Consent[]
  /** Latest values by scorer id. */
  readonly scores: { readonly [scorerId: string]: JsonObject }
  /** Ids of the segments that it is in today. */
  readonly segments: readonly string[]
}

/** Which parts of a {@link ContactBundle} are read; the others come back empty. */
export interface BundleParts {
  readonly tables?: readonly string[] | undefined
  /** Event names; one that ends in `*` is a prefix. */
  readonly events?: readonly string[] | undefined
  readonly records?: boolean | undefined
  readonly consents?: boolean | undefined
  readonly scores?: boolean | undefined
  readonly segments?: boolean | undefined
}

/** Reads over all contacts, in pages, with bounded memory: what scorers and reports stand on. */
export interface BaseReader {
  /** Every contact by id, with the parts asked for. */
  readonly contacts: (
    parts: BundleParts,
    options?: { readonly signal?: AbortSignal | undefined },
  ) => AsyncIterable<ContactBundle>
  /** Every row of a table, by key. */
  readonly rows: (
    table: string,
    options?: { readonly signal?: AbortSignal | undefined },
  ) => AsyncIterable<TableRow>
  readonly countContacts: () => Promise<number>
  readonly countRecords: () => Promise<number>
  readonly countMembers: (segmentId: string) => Promise<number>
  readonly countMembersAt: (segmentId: string, at: Instant) => Promise<number>
  readonly changesOf: (contactIds: readonly string[]) => Promise<readonly MembershipChange[]>
}
