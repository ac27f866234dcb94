import * as z from 'zod'
import { closedObject } from './closed-object.ts'
import { nameSchema } from './identifier.ts'
import { type Instant, instantSchema } from './instant.ts'

/** What a person decided about one purpose on one channel. */
export type ConsentStatus = 'granted' | 'denied' | 'pending' | 'withdrawn'

/** One decision as a source reports it; the ledger of them is append-only. */
export interface ConsentInput {
  readonly channel: string
  readonly purpose: string
  readonly status: ConsentStatus
  readonly at: Instant
  readonly source: string
  /** The address that the decision is about; all addresses of the channel when absent. */
  readonly address?: string | undefined
  /** Legal basis, such as `consent`, `contract`, `legitimate-interest`. */
  readonly basis?: string | undefined
  /** Where the proof lies: version of the text shown, form id, call recording. */
  readonly proof?: string | undefined
  readonly expiresAt?: Instant | undefined
}

/** A line of the consent ledger. */
export interface Consent extends ConsentInput {
  readonly contactId: string
  /** The record that brought the decision: it follows this record through merges and splits. */
  readonly recordId: string
}

export const consentInputSchema: z.ZodType<ConsentInput> = closedObject({
  channel: nameSchema,
  purpose: nameSchema,
  status: z.enum(['granted', 'denied', 'pending', 'withdrawn']),
  at: instantSchema,
  source: nameSchema,
  address: z.string().max(1024).optional(),
  basis: z.string().max(200).optional(),
  proof: z.string().max(2000).optional(),
  expiresAt: instantSchema.optional(),
})
