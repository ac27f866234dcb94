import * as z from 'zod'
import { closedObject } from './closed-object.ts'

/** What a source claims to be an identifier of a person: a type (`email`) and its value. */
export interface Identifier {
  readonly type: string
  readonly value: string
  /** Did the source check it, by a log-in or a confirmed e-mail? @default false */
  readonly verified?: boolean | undefined
}

/** Names of sources, tables, fields, segments, scenarios, types: what may be written in a definition. */
export const nameSchema: z.ZodType<string> = z.string().regex(/^[A-Za-z][A-Za-z0-9_.:-]{0,99}$/, {
  error: 'expected a name that begins with a letter and holds letters, digits, _ . : - (100 at most)',
})

export const identifierSchema: z.ZodType<Identifier> = closedObject({
  type: nameSchema,
  value: z.string().min(1).max(1024),
  verified: z.boolean().optional(),
})
