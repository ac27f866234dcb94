import { ClienteleError } from '../../errors.ts'

/**
 * Takes one row: its fields lie in `bytes` from `starts[i]` to before `ends[i]`, quotes not counted. All three are
 * used again for the next row.
 */
export type OnCsvRow = (bytes: Uint8Array, starts: Int32Array, ends: Int32Array, fields: number) => void

/** Cuts bytes that come in any pieces into rows. */
export interface CsvRows {
  readonly push: (chunk: Uint8Array) => void
  /** Reads the last row, which no line break need end. */
  readonly end: () => void
}

const LF = 10
const CR = 13
const QUOTE = 34
/** Fields that are looked at; what is written beyond is dropped by the typed arrays. */
const MAX_FIELDS = 1024
const MAX_ROW_BYTES = 1024 * 1024

/**
 * Reads the rows of a CSV (RFC 4180, LF or CRLF) in one pass over the bytes and makes no text of them: who only adds
 * numbers up needs none. A quote within an unquoted field is an ordinary character; blank lines are none.
 *
 * @throws `INVALID_INPUT` from `push` and `end` for a row over a MiB, or a quote that is never closed
 */
export function csvRows(delimiter: number, onRow: OnCsvRow): CsvRows {
  const starts = new Int32Array(MAX_FIELDS)
  const ends = new Int32Array(MAX_FIELDS)
  let rest: Uint8Array = new Uint8Array(0)

  /** Reads every whole row; answers where the first one that is not whole begins. */
  const rowsOf = (bytes: Uint8Array): number => {
    // Before the last line break every unquoted field ends: the inmost loop need not look for the end of the bytes.
    const limit = bytes.lastIndexOf(LF) + 1
    const highest = Math.max(delimiter, LF)
    let rowStart = 0
    let fields = 0
    let at = 0
    while (at < limit) {
      let start = at
      let end = -1
      if (bytes[at] === QUOTE) {
        start++
        end = closingQuote(bytes, start)
        at = end + 1
        if (end === -1 || at >= limit) return rowStart
      }
      let byte = bytes[at] as number
      while (byte > highest || (byte !== delimiter && byte !== LF)) byte = bytes[++at] as number
      if (end === -1) end = byte === LF && at > start && bytes[at - 1] === CR ? at - 1 : at
      starts[fields] = start
      ends[fields] = end
      fields++
      at++
      if (byte === delimiter) continue
      if (fields > 1 || start < end) onRow(bytes, starts, ends, fields)
      rowStart = at
      fields = 0
    }
    return rowStart
  }

  const push = (chunk: Uint8Array): void => {
    const bytes = rest.length === 0 ? chunk : joined(rest, chunk)
    rest = bytes.slice(rowsOf(bytes))
    if (rest.length > MAX_ROW_BYTES) throw broken('a row of one MiB at most')
  }
  return {
    push,
    end() {
      if (rest.length > 0) push(Uint8Array.of(LF))
      if (rest.length > 0) throw broken('every quote to be closed')
    },
  }
}

function closingQuote(bytes: Uint8Array, from: number): number {
  for (let at = from; at < bytes.length; at++) {
    if (bytes[at] !== QUOTE) continue
    if (bytes[at + 1] !== QUOTE) return at
    at++
  }
  return -1
}

function joined(left: Uint8Array, right: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(left.length + right.length)
  bytes.set(left)
  bytes.set(right, left.length)
  return bytes
}

function broken(expected: string): ClienteleError {
  return new ClienteleError(
    'INVALID_INPUT',
    `Expected ${expected} in the CSV; see its quotes and its delimiter.`,
  )
}
