import { readOptions } from '@clientele/core'
import * as z from 'zod'

/** How PostgreSQL is used. */
export interface PostgresOptions {
  /** Schema of the tables; made by the migration where it is missing. @default the first of the search path */
  readonly schema?: string | undefined
  /** Connections of a pool that is made from a connection string. @default 10 */
  readonly poolSize?: number | undefined
  /** How long a connection is waited for, in milliseconds, in such a pool. @default 5000 */
  readonly connectTimeoutMs?: number | undefined
}

/** Options with their defaults. */
export interface PostgresSettings {
  readonly schema: string | undefined
  readonly poolSize: number
  readonly connectTimeoutMs: number
}

const optionsSchema = z.strictObject({
  schema: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]{0,62}$/, { error: 'expected a name of letters, digits and _' })
    .optional(),
  poolSize: z.number().int().min(1).max(1000).optional(),
  connectTimeoutMs: z.number().int().min(1).max(3_600_000).optional(),
})

/** @throws `INVALID_OPTIONS` */
export function parsePostgresOptions(options: PostgresOptions): PostgresSettings {
  const parsed = readOptions('postgres()', optionsSchema, options)
  const { schema, poolSize = 10, connectTimeoutMs = 5000 } = parsed
  return { schema, poolSize, connectTimeoutMs }
}
