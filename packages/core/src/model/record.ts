import * as z from 'zod'
import { closedObject } from './closed-object.ts'
import { type ConsentInput, consentInputSchema } from './consent.ts'
import { type Identifier, identifierSchema, nameSchema } from './identifier.ts'
import { type Instant, instantSchema } from './instant.ts'
import type { JsonObject, JsonValue } from './json.ts'
import { jsonValueSchema } from './json-schema.ts'

/** What one source says about one person, as it comes in. */
export interface RecordInput {
  /** Declared name of the source, lower case: `eshop`, `till`. */
  readonly source: string
  /** The key of the person in that source; the same key again is the same record, newer. */
  readonly sourceKey: string
  /** When the source saw it so. @default the instant of arrival */
  readonly observedAt?: Instant | undefined
  readonly identifiers?: readonly Identifier[] | undefined
  /** Values by field; a blank says nothing, an explicit `null` clears. */
  readonly fields?: { readonly [field: string]: JsonValue } | undefined
  readonly consents?: readonly ConsentInput[] | undefined
}

/** A stored record: never lost by a merge. */
export interface ContactRecord {
  /** `source/sourceKey`: the same in every database, so that orders of arrival cannot matter. */
  readonly recordId: string
  readonly contactId: string
  readonly source: string
  readonly sourceKey: string
  /** The id that was made for this record: wherever the record goes, the id goes with it. @default none was */
  readonly foundedId?: string | undefined
  /** The earliest instant at which the source saw this person. */
  readonly firstSeenAt: Instant
  readonly observedAt: Instant
  readonly receivedAt: Instant
  readonly identifiers: readonly Identifier[]
  /**
   * When each part was last said: by field name, and by `#type` for the identifiers of a type. It makes a late
   * delivery of an older state harmless, whatever the order.
   */
  readonly saidAt: { readonly [part: string]: Instant }
  /** Values as they came. */
  readonly raw: JsonObject
  /** Values after their normalisation recipes. */
  readonly values: JsonObject
}

export const recordInputSchema: z.ZodType<RecordInput> = closedObject({
  source: nameSchema,
  sourceKey: z.string().min(1).max(1024),
  observedAt: instantSchema.optional(),
  identifiers: z.array(identifierSchema).max(50).optional(),
  fields: z.record(nameSchema, jsonValueSchema).optional(),
  consents: z.array(consentInputSchema).max(100).optional(),
})

/** The id of the record that a source keeps under a key. */
export function recordIdOf(source: string, sourceKey: string): string {
  return `${source}/${sourceKey}`
}
