import type { Instant } from '../model/instant.ts'
import type { JsonObject, JsonValue } from '../model/json.ts'

/** What a condition reads of an event. */
export interface EventFact {
  readonly messageId: string
  readonly occurredAt: Instant
  readonly receivedAt: Instant
  readonly properties: JsonObject
}

/** What a condition reads of a row of a table. */
export interface RowFact {
  readonly key: string
  /** When the interaction happened; `undefined` for a row without a date: it counts in no window but `ever`. */
  readonly at: Instant | undefined
  readonly values: JsonObject
}

/** What the conditions of one contact read: in memory, complete as far back as the conditions look. */
export interface ContactFacts {
  readonly contactId: string
  /** IANA zone of the contact, or the default one: what local days and calendar durations are counted in. */
  readonly zone: string
  /** Golden value of a field, or of a score (`rfm.segment`). */
  readonly field: (name: string) => JsonValue | undefined
  /** Since when the field has the value that it has. */
  readonly fieldSince: (name: string) => Instant | undefined
  /**
   * Events of a name, or of every name that begins with what stands before a final `*`, in the order of
   * (`occurredAt`, `receivedAt`, `messageId`); those of the future too.
   */
  readonly events: (name: string) => readonly EventFact[]
  /** Rows of a table that belong to the contact, in the order of (`at`, `key`), those without a date first. */
  readonly rows: (table: string) => readonly RowFact[]
  /**
   * A row of any table by its key, for links: products, stores.
   * @default only the rows of the contact are found
   */
  readonly row?: ((table: string, key: string) => JsonObject | undefined) | undefined
  /**
   * What everybody who lives with the contact did, and the contact: what traits of households are computed of.
   * @default the contact lives alone
   */
  readonly household?: HouseholdFacts | undefined
}

/** What conditions read of a household: the events and rows of all who live there. It has no fields. */
export interface HouseholdFacts extends ContactFacts {
  readonly contactIds: readonly string[]
}
