import type { Identifier } from '../../model/identifier.ts'
import type { ContactRecord } from '../../model/record.ts'
import type { Page } from '../page.ts'

/** An identifier as a record claims it. */
export interface Claim extends Identifier {
  readonly recordId: string
  readonly contactId: string
}

/** Records and the identifiers that they claim. */
export interface RecordRepository {
  readonly byIds: (recordIds: readonly string[]) => Promise<readonly ContactRecord[]>
  /** The contact of each record that is there: the hot read of intake. */
  readonly contactsOf: (recordIds: readonly string[]) => Promise<ReadonlyMap<string, string>>
  readonly ofContacts: (contactIds: readonly string[]) => Promise<readonly ContactRecord[]>
  /** Every record that claims one of the identifiers (type and value). */
  readonly claiming: (identifiers: readonly Identifier[]) => Promise<readonly Claim[]>
  /** Upserts by `recordId`; the claims of a record are exactly its `identifiers`. */
  readonly put: (records: readonly ContactRecord[]) => Promise<void>
  /**
   * Gives records to other contacts, together with all that follows a record: its claims, events, rows and
   * consents.
   */
  readonly reassign: (
    moves: readonly { readonly recordId: string; readonly contactId: string }[],
  ) => Promise<void>
  /** Takes records out with their claims, links, events, rows and consents. */
  readonly remove: (recordIds: readonly string[]) => Promise<void>
  /** By `recordId`. */
  readonly scan: (page: Page) => Promise<readonly ContactRecord[]>
  readonly count: () => Promise<number>
}
