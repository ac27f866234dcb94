import type { JsonValue } from '@clientele/core'
import type { SourceRow } from '../convert/context.ts'
import type { RejectCode, RejectedRow } from '../reject.ts'
import { decoder } from './decode.ts'
import type { FileFacts } from './file-facts.ts'
import type { Frame } from './framer.ts'
import { jsonCell, parseJsonLine } from './json-line.ts'
import { splitFields } from './split-fields.ts'

/** Reads one frame: a row, a reject, or `undefined` for a blank one. */
export type FrameReader = (frame: Frame, isCut: boolean) => SourceRow | RejectedRow | undefined

const CUT =
  'expected a line break after the last row, without which it may be cut; deliver the whole file, or set `finalLineBreak` to `optional` if it is whole'

/** Prepares the reading of the frames of a file. */
export function frameReader(
  facts: FileFacts,
  options: {
    readonly kept: readonly string[]
    readonly finalLineBreak: 'required' | 'optional'
    readonly includeRaw?: boolean | undefined
  },
): FrameReader {
  const decode = decoder(facts.encoding)
  const values = facts.format === 'csv' ? csvValues(facts, options) : jsonValues(options.kept)
  return (frame, isCut) => {
    const refuse = (code: RejectCode, reason: string): RejectedRow => {
      const rejected = { line: frame.line, offset: frame.start, code, reason, column: undefined }
      return options.includeRaw === true
        ? { ...rejected, raw: decode(frame.bytes) ?? frame.bytes.toString('latin1') }
        : rejected
    }
    if (frame.fault !== undefined) return refuse(frame.fault.code, frame.fault.reason)
    const text = decode(frame.bytes)
    if (text === undefined)
      // The end of a cut file may fall within a character.
      return isCut
        ? refuse('cut-row', CUT)
        : refuse(
            'invalid-encoding',
            `expected text in ${facts.encoding}, got other bytes; declare the \`encoding\` of the file`,
          )
    if (text.includes('\0')) return refuse('nul-byte', 'expected text, got a NUL byte')
    if (text.trim() === '') return undefined
    const found = values(text, isCut)
    if (found === undefined) return undefined
    if ('code' in found) return refuse(found.code as RejectCode, found.reason as string)
    return { line: frame.line, offset: frame.start, values: found.values }
  }
}

type Values =
  | { readonly values: Record<string, JsonValue> }
  | { readonly code: RejectCode; readonly reason: string }

function csvValues(
  facts: FileFacts,
  options: { readonly kept: readonly string[]; readonly finalLineBreak: 'required' | 'optional' },
): (text: string, isCut: boolean) => Values | undefined {
  const { delimiter, quote, columns } = facts
  const wanted = new Set(options.kept)
  const places = columns.flatMap((column, index) => (wanted.has(column) ? [[column, index] as const] : []))
  // A cut within a column that is not kept loses nothing.
  const lastIsKept = wanted.has(columns.at(-1) ?? '')
  return (text, isCut) => {
    const fields = splitFields(text, { delimiter, quote })
    const extra = fields.slice(columns.length)
    if (fields.length < columns.length || extra.some((field) => field !== '')) {
      if (fields.every((field) => field.trim() === '')) return undefined
      if (isCut && fields.length < columns.length) return { code: 'cut-row', reason: CUT }
      return { code: 'ragged-row', reason: `expected ${columns.length} fields, got ${fields.length}` }
    }
    if (isCut && lastIsKept && options.finalLineBreak === 'required') return { code: 'cut-row', reason: CUT }
    const values: Record<string, JsonValue> = {}
    let blank = true
    for (const [column, index] of places) {
      const field = fields[index] as string
      values[column] = field
      if (blank && field !== '') blank = false
    }
    return blank && fields.every((field) => field.trim() === '') ? undefined : { values }
  }
}

function jsonValues(kept: readonly string[]): (text: string, isCut: boolean) => Values {
  return (text, isCut) => {
    const object = parseJsonLine(text)
    // An object that was cut has lost its closing brace: one that is whole can be taken without a line break.
    if (object === undefined)
      return isCut
        ? { code: 'cut-row', reason: CUT }
        : { code: 'invalid-json', reason: 'expected a JSON object on the line' }
    const values: Record<string, JsonValue> = {}
    for (const column of kept) {
      const value = jsonCell(object, column)
      if (value !== undefined) values[column] = value
    }
    return { values }
  }
}
