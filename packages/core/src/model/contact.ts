import type { Instant } from './instant.ts'
import type { JsonValue } from './json.ts'

/** One value of a contact with where it came from. */
export interface GoldenField {
  readonly value: JsonValue
  readonly recordId: string
  /** The survivorship rule that chose it. */
  readonly rule: string
  /** When the source saw it so. */
  readonly at: Instant
}

/** A person: the records that resolution put together, and one golden value per field. */
export interface Contact {
  readonly contactId: string
  readonly fields: { readonly [field: string]: GoldenField }
  readonly createdAt: Instant
  readonly updatedAt: Instant
  /** Event time of the latest event. */
  readonly lastSeenAt?: Instant | undefined
  /** Grows with every change of anything that belongs to the contact; caches are checked against it. */
  readonly version: number
}
