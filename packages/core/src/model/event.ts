import * as z from 'zod'
import { closedObject } from './closed-object.ts'
import { type Identifier, identifierSchema, nameSchema } from './identifier.ts'
import { type Instant, instantSchema } from './instant.ts'
import type { JsonObject } from './json.ts'
import { jsonObjectSchema } from './json-schema.ts'

/** Something that a person did, as the host reports it. */
export interface EventInput {
  /** What happened, in the words of the Segment e-commerce specification where it has one: `Order Completed`. */
  readonly name: string
  /** The key that makes a repeated delivery harmless. @default minted: then a repeat counts twice */
  readonly messageId?: string | undefined
  /** When it happened. @default the instant of arrival */
  readonly occurredAt?: Instant | undefined
  /** Declared name of the source. @default 'api' */
  readonly source?: string | undefined
  /** Who did it; at least one. */
  readonly identifiers: readonly Identifier[]
  readonly properties?: JsonObject | undefined
}

/** A stored event. */
export interface ContactEvent {
  readonly contactId: string
  readonly messageId: string
  readonly name: string
  readonly occurredAt: Instant
  readonly receivedAt: Instant
  readonly source: string
  /** The record whose identifiers the event carried: the event follows it through merges and splits. */
  readonly recordId: string
  readonly properties: JsonObject
}

export const eventInputSchema: z.ZodType<EventInput> = closedObject({
  name: z.string().min(1).max(200),
  messageId: z.string().min(1).max(200).optional(),
  occurredAt: instantSchema.optional(),
  source: nameSchema.optional(),
  identifiers: z.array(identifierSchema).min(1).max(20),
  properties: jsonObjectSchema.optional(),
})
