import { textReader } from './text-reader.ts'

/** The text of a field, made anew only when its bytes are others than those of the row before. */
export interface KeyColumn {
  /** Does the field differ from the one read last? */
  readonly changes: (bytes: Uint8Array, from: number, to: number) => boolean
  readonly text: () => string
}

const MAX_HELD = 256

/** Reads a column in which rows that follow each other say the same: orders, dates, contacts. */
export function keyColumn(): KeyColumn {
  const textAt = textReader()
  let held = new Uint8Array(MAX_HELD)
  let size = -1
  let text = ''
  return {
    changes(bytes, from, to) {
      const length = to - from
      if (length === size) {
        let at = 0
        while (at < length && bytes[from + at] === held[at]) at++
        if (at === length) return false
      }
      if (length > held.length) held = new Uint8Array(length * 2)
      for (let at = 0; at < length; at++) held[at] = bytes[from + at] as number
      size = length
      text = textAt(bytes, from, to)
      return true
    },
    text: () => text,
  }
}
