import type { ConsentInput } from '../model/consent.ts'
import type { Identifier } from '../model/identifier.ts'
import type { Instant } from '../model/instant.ts'
import type { JsonValue } from '../model/json.ts'

/** What a source says about one person at one instant, read and normalised. */
export interface Statement {
  readonly recordId: string
  readonly source: string
  readonly sourceKey: string
  /** When the source saw it so. */
  readonly at: Instant
  /** Did the source say when? If not, what is as it was has not been said anew. */
  readonly dated: boolean
  /** The parts that it speaks of, as `ContactRecord.saidAt` names them. */
  readonly parts: ReadonlyMap<string, StatementPart>
  readonly consents: readonly ConsentInput[]
}

/** What is said about one field, or (under `#type`) about the identifiers of one type. */
export interface StatementPart {
  /** As it came; of identifiers, nothing. */
  readonly raw: JsonValue
  /** After its recipe; `undefined` where it is no such thing. */
  readonly value: JsonValue | undefined
  readonly identifiers?: readonly Identifier[] | undefined
}
