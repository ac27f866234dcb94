import { stat } from 'node:fs/promises'
import { ClienteleError } from '@clientele/core'
import type { SourceRow } from '../convert/context.ts'
import type { RejectedRow } from '../reject.ts'
import { byteSource, throwIfAborted } from './byte-source.ts'
import { type FileCheckpoint, NO_ROWS, refuseChanged } from './checkpoint.ts'
import { csvScanner } from './csv-scanner.ts'
import type { FileFacts } from './file-facts.ts'
import { frameReader } from './frame-reader.ts'
import { type Frame, framer } from './framer.ts'

/** How far the reading of a file is. */
export interface FileProgress {
  /** Bytes of the file on the disk. */
  readonly bytesRead: number
  readonly totalBytes: number
  readonly rows: number
  readonly rejected: number
}

/** Some rows of a file, and where its reading stands after them. */
export interface RowBatch {
  readonly rows: readonly SourceRow[]
  readonly rejects: readonly RejectedRow[]
  readonly checkpoint: FileCheckpoint
  readonly progress: FileProgress
}

/** How rows are read. */
export interface ReadRowsOptions {
  /** The columns that are kept; the others are never held. */
  readonly kept: readonly string[]
  readonly maxRecordBytes: number
  readonly finalLineBreak: 'required' | 'optional'
  /** Rows (and rejects) of a batch at most. @default 500 */
  readonly batchRows?: number | undefined
  /** Is the raw row kept beside a reject? @default false */
  readonly includeRaw?: boolean | undefined
  readonly resumeFrom?: FileCheckpoint | undefined
  readonly signal?: AbortSignal | undefined
  /** Stands for the file's own bytes in tests. */
  readonly chunks?: AsyncIterable<Buffer> | undefined
}

/** A batch ends before its rows weigh more than this, however few they are. */
const BATCH_BYTES = 4 * 1024 * 1024

/**
 * Reads the rows of a file, batch by batch, from its beginning or from a checkpoint. Of the file, one piece of
 * 256 KiB, one row and one batch are held at a time. The last batch, which may be empty, has `done` set.
 *
 * @throws `FILE_CHANGED` when the checkpoint is of another file, or the file changes while it is read;
 * `FILE_UNREADABLE`; `ABORTED`.
 */
export async function* readRows(
  facts: FileFacts,
  options: ReadRowsOptions,
): AsyncGenerator<RowBatch, void, undefined> {
  const { resumeFrom, signal, batchRows = 500 } = options
  if (resumeFrom !== undefined) refuseChanged(facts.name, resumeFrom, facts.fingerprint)
  throwIfAborted(signal)
  const start = resumeFrom ?? facts.rowsAt
  const quote = facts.quote?.charCodeAt(0)
  const frames = framer({
    scanner: csvScanner({ delimiter: facts.delimiter.charCodeAt(0), quote }),
    quote,
    maxRecordBytes: options.maxRecordBytes,
    offset: start.offset,
    line: start.line,
  })
  const source = byteSource({ path: facts.path, gzip: facts.gzip, start: start.offset, signal })
  const read = frameReader(facts, options)
  let counts = resumeFrom?.counts ?? NO_ROWS
  let rows: SourceRow[] = []
  let rejects: RejectedRow[] = []
  let weight = 0
  let next: { readonly offset: number; readonly line: number } = start

  const take = (frame: Frame, isCut: boolean): void => {
    next = { offset: frame.end, line: frame.nextLine }
    weight += frame.bytes.length
    const found = read(frame, isCut)
    if (found === undefined) counts = { ...counts, skipped: counts.skipped + 1 }
    else if ('reason' in found) {
      rejects.push(found)
      counts = { ...counts, rejected: counts.rejected + 1 }
    } else {
      rows.push(found)
      counts = { ...counts, rows: counts.rows + 1 }
    }
  }
  const batch = (done: boolean): RowBatch => {
    const { rows: taken, rejected } = counts
    const bytesRead = done ? facts.size : facts.gzip ? Math.min(source.bytesRead(), facts.size) : next.offset
    const made: RowBatch = {
      rows,
      rejects,
      checkpoint: { fingerprint: facts.fingerprint, offset: next.offset, line: next.line, counts, done },
      progress: { bytesRead, totalBytes: facts.size, rows: taken, rejected },
    }
    rows = []
    rejects = []
    weight = 0
    return made
  }

  if (resumeFrom?.done !== true) {
    for await (const chunk of options.chunks ?? source.chunks) {
      for (const frame of frames.push(chunk)) {
        take(frame, false)
        if (rows.length + rejects.length < batchRows && weight < BATCH_BYTES) continue
        yield batch(false)
        throwIfAborted(signal)
      }
    }
    const last = frames.end()
    if (last !== undefined) take(last, last.open && !(facts.gzip && !source.isCut()))
    if ((await stat(facts.path)).size !== facts.size)
      throw new ClienteleError(
        'FILE_CHANGED',
        `Expected ${facts.name} to stay as it is while it is read, got another size at its end. Import it again when nothing writes to it any more.`,
        { retryable: true, details: { file: facts.name } },
      )
  }
  yield batch(true)
}
