import { ClienteleError } from '@clientele/core'

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

interface Parts {
  readonly delimiter: number
  readonly starts: Int32Array
  readonly ends: Int32Array
  readonly onRow: OnCsvRow
}

const LF = 10
const QUOTE = 34
/** Fields that are looked at; what is written beyond is dropped by the typed arrays. */
const MAX_FIELDS = 1024
const MAX_ROW_BYTES = 1024 * 1024
const FIRST_BUFFER = 64 * 1024

/**
 * Reads the rows of a CSV (RFC 4180, LF or CRLF) in one pass over the bytes and makes no text of them: who only adds
 * numbers up needs none. A quote within an unquoted field is an ordinary character; blank lines are none.
 *
 * @throws `INVALID_INPUT` from `push` and `end` for a row over a MiB, or a quote that is never closed
 */
export function csvRows(delimiter: number, onRow: OnCsvRow): CsvRows {
  const parts = { delimiter, starts: new Int32Array(MAX_FIELDS), ends: new Int32Array(MAX_FIELDS), onRow }
  let bytes = new Uint8Array(FIRST_BUFFER)
  let words = new Int32Array(bytes.buffer)
  let held = 0

  const push = (chunk: Uint8Array): void => {
    const size = held + chunk.length
    if (size > bytes.length) {
      const larger = new Uint8Array(wholeWords(size + chunk.length))
      larger.set(bytes.subarray(0, held))
      bytes = larger
      words = new Int32Array(larger.buffer)
    }
    bytes.set(chunk, held)
    const read = readRows(bytes, words, size, parts)
    bytes.copyWithin(0, read, size)
    held = size - read
    if (held > MAX_ROW_BYTES) throw broken('a row of one MiB at most')
  }
  return {
    push,
    end() {
      if (held > 0) push(Uint8Array.of(LF))
      if (held > 0) throw broken('every quote to be closed')
    },
  }
}

/**
 * Reads every whole row of the first bytes, of which `words` are the same four by four; answers where the first row
 * begins that is not whole.
 */
function readRows(
  bytes: Uint8Array,
  words: Int32Array,
  size: number,
  { delimiter, starts, ends, onRow }: Parts,
): number {
  // Before the last line break every unquoted field ends: the inmost loops need not look for the end of the bytes.
  const limit = size === 0 ? 0 : bytes.lastIndexOf(LF, size - 1) + 1
  // Bundlers make variables of a module's constants, which cost a look-up per byte; those of a function cost none.
  const lf = 10
  const cr = 13
  const quote = 34
  const ones = 0x01010101
  const highest = 0x80808080 | 0
  const breaks = Math.imul(lf, ones)
  const delimiters = Math.imul(delimiter, ones)
  let rowStart = 0
  let fields = 0
  let at = 0
  while (at < limit) {
    let start = at
    let end = -1
    if (bytes[at] === quote) {
      start++
      end = closingQuote(bytes, start, size)
      at = end + 1
      if (end === -1 || at >= limit) return rowStart
    }
    let byte = bytes[at] as number
    while (byte !== delimiter && byte !== lf) {
      at++
      while ((at & 3) === 0) {
        // Four bytes at once: one of them is zero where taking 1 off it borrows.
        const delimited = (words[at >> 2] as number) ^ delimiters
        const broken = (words[at >> 2] as number) ^ breaks
        if ((((delimited - ones) & ~delimited) | ((broken - ones) & ~broken)) & highest) break
        at += 4
      }
      byte = bytes[at] as number
    }
    starts[fields] = start
    ends[fields] = end === -1 ? at : end
    fields++
    at++
    if (byte === delimiter) continue
    // The line break may be a pair.
    if (end === -1 && at - 2 >= start && bytes[at - 2] === cr) ends[fields - 1] = at - 2
    if (fields > 1 || (ends[0] as number) > (starts[0] as number)) onRow(bytes, starts, ends, fields)
    rowStart = at
    fields = 0
  }
  return rowStart
}

function closingQuote(bytes: Uint8Array, from: number, to: number): number {
  for (let at = from; at < to; at++) {
    if (bytes[at] !== QUOTE) continue
    if (at + 1 === to || bytes[at + 1] !== QUOTE) return at
    at++
  }
  return -1
}

function wholeWords(bytes: number): number {
  return Math.ceil(bytes / 4) * 4
}

function broken(expected: string): ClienteleError {
  return new ClienteleError(
    'INVALID_INPUT',
    `Expected ${expected} in the CSV; see its quotes and its delimiter.`,
  )
}
