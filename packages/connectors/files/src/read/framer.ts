import type { RejectCode } from '../reject.ts'
import type { RecordScanner } from './csv-scanner.ts'

const LF = 10
const CR = 13
const NOTHING: Buffer = Buffer.alloc(0)

/** The bytes of one record, without its line break; or what is wrong with it. */
export interface Frame {
  /** Byte at which the record begins. */
  readonly start: number
  /** Byte after the record and its line break. */
  readonly end: number
  /** Line on which it begins. */
  readonly line: number
  /** Line on which the next one begins. */
  readonly nextLine: number
  /** Empty when it was too large to be held. */
  readonly bytes: Buffer
  readonly fault?: { readonly code: RejectCode; readonly reason: string } | undefined
  /** Does no line break end it, so that it may have been cut? */
  readonly open: boolean
}

/** Cuts a stream of bytes into records, and holds one record at most. */
export interface Framer {
  readonly push: (chunk: Buffer) => Generator<Frame, void, undefined>
  /** The record that the end of the stream left open, if any. */
  readonly end: () => Frame | undefined
}

/** Prepares the framing, from a byte and a line on. */
export function framer(options: {
  readonly scanner: RecordScanner
  readonly quote: number | undefined
  readonly maxRecordBytes: number
  readonly offset: number
  readonly line: number
}): Framer {
  const { scanner, quote, maxRecordBytes } = options
  // One more than a record may have: the CR of a line break that is not complete yet.
  const maxHeld = maxRecordBytes + 1
  let pending = NOTHING
  let scanned = 0
  let start = options.offset
  let line = options.line
  // Of a record too large to be held, only its size, its line breaks and whether its quoting broke are kept.
  let dropped = 0
  let droppedLines = 0
  let broken = false

  const frame = (bytes: Buffer, end: number, lines: number, open: boolean): Frame => {
    const fault = faultOf(bytes.length, open)
    const made: Frame = {
      start,
      end,
      line,
      nextLine: line + lines,
      bytes: fault?.code === 'record-too-large' ? NOTHING : bytes,
      fault,
      open,
    }
    start = end
    line += lines
    dropped = 0
    droppedLines = 0
    broken = false
    scanner.reset()
    return made
  }

  const faultOf = (size: number, open: boolean): Frame['fault'] => {
    const quoted = open && scanner.isQuoted()
    const unclosed =
      'a quote that is opened on this row is never closed; everything from here to the end of the file was left out'
    if (dropped + size > maxRecordBytes) {
      const limit = `expected a row of ${maxRecordBytes} bytes at most; raise \`maxRecordBytes\` if it is right`
      return { code: 'record-too-large', reason: quoted ? `${limit}; ${unclosed}` : limit }
    }
    if (quoted) return { code: 'unclosed-quote', reason: unclosed }
    if (!broken) return undefined
    const reason =
      'expected a delimiter or the end of the line after a closing quote; quotes inside a value are doubled'
    return { code: 'bad-quote', reason }
  }

  return {
    *push(chunk) {
      const bytes = pending.length === 0 ? chunk : Buffer.concat([pending, chunk])
      let position = 0
      let from = scanned
      let nextQuote = quote === undefined ? -1 : bytes.indexOf(quote)
      while (position < bytes.length) {
        // A record that begins here and whose line has no quote ends with the line: no need to look at each byte.
        if (from === position && dropped === 0 && !broken) {
          const lineEnd = bytes.indexOf(LF, position)
          if (nextQuote !== -1 && nextQuote < position) nextQuote = bytes.indexOf(quote as number, position)
          if (lineEnd !== -1 && (nextQuote === -1 || nextQuote > lineEnd)) {
            yield frame(withoutBreak(bytes, position, lineEnd + 1), start + lineEnd + 1 - position, 1, false)
            position = lineEnd + 1
            from = position
            continue
          }
        }
        const found = scanner.scan(bytes, from)
        if (found === undefined) break
        if (typeof found === 'number') {
          const end = start + dropped + found - position
          yield frame(
            withoutBreak(bytes, position, found),
            end,
            droppedLines + lineBreaks(bytes, position, found),
            false,
          )
          position = found
          from = found
          continue
        }
        // Quoting is broken: the first line of the record is lost, the next one is read afresh.
        broken = true
        const held = dropped === 0 && found.brokenAt - position <= maxHeld
        const firstBreak = held ? bytes.indexOf(LF, position) : -1
        if (firstBreak !== -1 && firstBreak < found.brokenAt) {
          yield frame(
            withoutBreak(bytes, position, firstBreak + 1),
            start + firstBreak + 1 - position,
            1,
            false,
          )
          position = firstBreak + 1
          from = position
        } else {
          scanner.toLineEnd()
          from = found.brokenAt
        }
      }
      pending = bytes.subarray(position)
      scanned = pending.length
      if (dropped > 0 || pending.length > maxHeld) {
        dropped += pending.length
        droppedLines += lineBreaks(pending, 0, pending.length)
        pending = NOTHING
        scanned = 0
      }
    },
    end() {
      if (pending.length === 0 && dropped === 0) return undefined
      const lines = droppedLines + lineBreaks(pending, 0, pending.length)
      const whole = pending.at(-1) === CR && !scanner.isQuoted()
      const end = start + dropped + pending.length
      const bytes = whole ? pending.subarray(0, -1) : pending
      pending = NOTHING
      scanned = 0
      return frame(bytes, end, lines + 1, !whole)
    },
  }
}

function withoutBreak(bytes: Buffer, from: number, end: number): Buffer {
  const last = bytes[end - 2] === CR && end - 2 >= from ? end - 2 : end - 1
  return bytes.subarray(from, last)
}

function lineBreaks(bytes: Buffer, from: number, to: number): number {
  let count = 0
  for (let at = bytes.indexOf(LF, from); at !== -1 && at < to; at = bytes.indexOf(LF, at + 1)) count += 1
  return count
}
