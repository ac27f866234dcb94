import type { Instant } from '../../model/instant.ts'
import type { JsonObject } from '../../model/json.ts'

/** One change of the partition: replayed in the order of `id`, the log gives today's contacts. */
export interface IdentityLogEntry {
  /** Ordered by time. */
  readonly id: string
  readonly at: Instant
  /**
   * `created`: a contact with its first records. `merged`: `from` gave all its records to `contactId`. `split`:
   * `contactId` got records that were in `from`. `joined`: new records came to a contact. `erased`: nothing is left.
   */
  readonly kind: 'created' | 'joined' | 'merged' | 'split' | 'erased'
  readonly contactId: string
  readonly from: string | undefined
  readonly recordIds: readonly string[]
  /** Why: types of the identifiers and kinds of the links that decided, weights, the model's version, the actor. */
  readonly cause: JsonObject
}

/** The merge log: append-only but for erasure, which takes a person's entries out. */
export interface IdentityLogRepository {
  /** An entry with the id of one that is there takes its place: an erasure writes anew what named the person. */
  readonly append: (entries: readonly IdentityLogEntry[]) => Promise<void>
  /** Entries with one of the contacts as `contactId` or `from`, by `id`. */
  readonly ofContacts: (contactIds: readonly string[]) => Promise<readonly IdentityLogEntry[]>
  /** By `id`. */
  readonly scan: (page: {
    readonly after?: string | undefined
    readonly limit: number
  }) => Promise<readonly IdentityLogEntry[]>
}
