import { ClienteleError, type JsonValue } from '@clientele/core'
import * as z from 'zod'

/** Counts of what was read of a file. */
export interface FileCounts {
  /** Rows that were taken. */
  readonly rows: number
  readonly rejected: number
  /** Rows that no target applies to, and blank ones. */
  readonly skipped: number
}

/** Where the reading of a file stands; JSON, to be kept with what was read. */
export interface FileCheckpoint {
  readonly fingerprint: string
  /** Byte of the uncompressed file at which the next row begins. */
  readonly offset: number
  /** Line on which the next row begins. */
  readonly line: number
  readonly counts: FileCounts
  /** Was the end of the file reached? */
  readonly done: boolean
}

/** No row yet. */
export const NO_ROWS: FileCounts = { rows: 0, rejected: 0, skipped: 0 }

const count = z.number().int().min(0)

export const fileCheckpointSchema: z.ZodType<FileCheckpoint> = z.object({
  fingerprint: z.string(),
  offset: count,
  line: z.number().int().min(1),
  counts: z.object({ rows: count, rejected: count, skipped: count }),
  done: z.boolean(),
})

/** @throws `FILE_CHANGED` when a checkpoint is of another file. */
export function refuseChanged(name: string, checkpoint: FileCheckpoint, fingerprint: string): void {
  if (checkpoint.fingerprint === fingerprint) return
  throw new ClienteleError(
    'FILE_CHANGED',
    `Expected ${name} as it was when its reading stopped at line ${checkpoint.line}, got a file of another size or content. Put the same file back, or restart the import: rows that were taken already change nothing.`,
    { details: { file: name, line: checkpoint.line } satisfies Record<string, JsonValue> },
  )
}
