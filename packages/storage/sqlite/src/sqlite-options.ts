import { readOptions } from '@clientele/core'
import * as z from 'zod'

/** How the embedded database works. */
export interface SqliteOptions {
  /**
   * `normal`: a commit survives the death of the process, and the last ones may be lost when the machine loses
   * power. `full`: a commit survives that too, at the cost of a disk flush each. The file stays sound either way.
   * @default 'normal'
   */
  readonly durability?: 'normal' | 'full' | undefined
  /** How long a transaction waits for another process that writes, in milliseconds. @default 5000 */
  readonly busyTimeoutMs?: number | undefined
}

const optionsSchema = z.strictObject({
  durability: z.enum(['normal', 'full']).optional(),
  busyTimeoutMs: z.number().int().min(0).max(3_600_000).optional(),
})

/** @throws `INVALID_OPTIONS` */
export function parseSqliteOptions(options: SqliteOptions): Required<SqliteOptions> {
  const parsed = readOptions('sqlite()', optionsSchema, options)
  return {
    durability: parsed.durability ?? 'normal',
    busyTimeoutMs: parsed.busyTimeoutMs ?? 5000,
  }
}
