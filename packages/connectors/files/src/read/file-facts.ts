import type { Encoding } from './decode.ts'
import type { Delimiter } from './detect-delimiter.ts'
import type { EncodingVerdict } from './detect-encoding.ts'

/** What was found out about a file before its first row is read. */
export interface FileFacts {
  readonly path: string
  /** Name of the file, without its folder. */
  readonly name: string
  /** Bytes, as the file stands on the disk. */
  readonly size: number
  readonly modifiedAt: number
  readonly fingerprint: string
  readonly gzip: boolean
  readonly format: 'csv' | 'jsonl'
  readonly encoding: Encoding
  readonly encodingVerdict: EncodingVerdict['because']
  readonly delimiter: Delimiter
  readonly quote: string | undefined
  /** The columns in order, empty for an empty file. A name that stands twice is followed by `#1`, `#2`. */
  readonly columns: readonly string[]
  /** Names that stand more than once in the header. */
  readonly duplicates: readonly string[]
  /** Byte (of the uncompressed file) and line at which the rows begin. */
  readonly rowsAt: { readonly offset: number; readonly line: number }
  readonly isEmpty: boolean
}
