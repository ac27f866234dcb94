const LF = 10
const CR = 13

/** Finds where records end, in bytes that may come in any pieces; it holds its state between calls. */
export interface RecordScanner {
  /**
   * Index after the end of the record, `undefined` when more bytes are needed, or the byte at which the quoting
   * breaks.
   */
  readonly scan: (bytes: Buffer, from: number) => number | { readonly brokenAt: number } | undefined
  /** Forgets the record: the next byte begins another one. */
  readonly reset: () => void
  /** Takes everything up to the next line break as the record, whatever quotes say. */
  readonly toLineEnd: () => void
  /** Is a quoted field open? */
  readonly isQuoted: () => boolean
}

type State = 'field-start' | 'unquoted' | 'quoted' | 'closed' | 'closed-cr' | 'line'

/**
 * Finds the ends of CSV records (RFC 4180, with LF or CRLF). A quote that does not begin its field is an ordinary
 * character; after a closing quote only a delimiter or the end of the record may follow.
 */
export function csvScanner(options: {
  readonly delimiter: number
  readonly quote: number | undefined
}): RecordScanner {
  const { delimiter, quote } = options
  let state: State = 'field-start'

  const scanByte = (byte: number): 'go-on' | 'end' | 'broken' => {
    if (state === 'field-start' && byte === quote) {
      state = 'quoted'
      return 'go-on'
    }
    if (state === 'closed' && byte === quote) {
      state = 'quoted'
      return 'go-on'
    }
    if (byte === LF) return 'end'
    if (byte === delimiter && state !== 'closed-cr') {
      state = state === 'line' ? 'line' : 'field-start'
      return 'go-on'
    }
    if (state === 'closed' && byte === CR) {
      state = 'closed-cr'
      return 'go-on'
    }
    if (state === 'closed' || state === 'closed-cr') return 'broken'
    if (state === 'field-start') state = 'unquoted'
    return 'go-on'
  }

  return {
    scan: (bytes, from) => {
      let index = from
      while (index < bytes.length) {
        if (state === 'quoted') {
          const closing = bytes.indexOf(quote as number, index)
          if (closing === -1) return undefined
          state = 'closed'
          index = closing + 1
          continue
        }
        if (state === 'line' || quote === undefined) {
          const end = bytes.indexOf(LF, index)
          return end === -1 ? undefined : end + 1
        }
        const verdict = scanByte(bytes[index] as number)
        if (verdict === 'broken') return { brokenAt: index }
        index += 1
        if (verdict === 'end') return index
      }
      return undefined
    },
    reset: () => {
      state = 'field-start'
    },
    toLineEnd: () => {
      state = 'line'
    },
    isQuoted: () => state === 'quoted',
  }
}
