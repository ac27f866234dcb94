import type { Instant } from './instant.ts'
import type { JsonValue } from './json.ts'

/** The kept value of a trait of one contact, right until its end. */
export interface TraitValue {
  readonly traitId: string
  readonly contactId: string
  /** `null`: missing. */
  readonly value: JsonValue
  /** Since when the value is as it is. */
  readonly since: Instant
  /** The instant at which it must be computed again; `undefined`: not by time alone. */
  readonly validUntil: Instant | undefined
  /** Version of the definition that was computed. */
  readonly definitionVersion: number
}

/** A dated value of a trait with a history. */
export interface TraitChange {
  readonly traitId: string
  readonly contactId: string
  /** The value from then on; `null`: missing. */
  readonly value: JsonValue
  readonly at: Instant
  readonly definitionVersion: number
}
