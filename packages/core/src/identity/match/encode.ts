import type { NormaliseOptions } from '../normalise/recipe.ts'
import type { FieldKind } from './columns.ts'
import { cellText, type MatchValue, matchValueOf } from './match-value.ts'
import type { RecordStore, StoredField } from './record-store.ts'
import { hashText } from './text-hash.ts'

/** A record as it comes: cells by column. */
export interface MatchRecord {
  readonly [column: string]: unknown
}

/** Writes records into a store. */
export interface RecordEncoder {
  /** The codes of the record's description, in an array that the next call fills again. */
  codes(record: MatchRecord, pin?: number): Int32Array
  /** The row of the record's description; a description that is new is added. A pin keeps the record apart. */
  encode(record: MatchRecord, pin?: number): number
}

/** Kinds whose raw forms are few and come back often, so that remembering them saves the normalisation. */
const REPEATING = new Set<FieldKind>([
  'firstName',
  'lastName',
  'birthDate',
  'street',
  'postcode',
  'city',
  'houseNumber',
  'text',
])

/** Raw forms that a field remembers, at first and at most, as powers of two. */
const FIRST_REMEMBERED = 1 << 8
const MOST_REMEMBERED = 1 << 17

/**
 * Prepares the writing of records into a store, with the habits of a country for what the values do not say. Values
 * whose hash is in `generic` of their field say nothing. What `remembers` keeps raw forms in memory, for speed.
 */
export function recordEncoder(
  store: RecordStore,
  options: NormaliseOptions,
  generic: readonly (readonly number[])[] = [],
  remembers = true,
): RecordEncoder {
  const row = new Int32Array(store.width)
  const readers = store.fields.map((field, index) =>
    fieldReader(field, options, new Set(generic[index]), remembers),
  )
  const columns = store.fields.map((field) => field.column)
  const encoder: RecordEncoder = {
    codes(record, pin = 0) {
      for (let field = 0; field < readers.length; field++) {
        const raw = record[columns[field] as string]
        row[field] = raw === undefined || raw === '' || raw === null ? 0 : readers[field]!(cellText(raw))
      }
      row[readers.length] = pin
      return row
    },
    encode: (record, pin = 0) => store.add(encoder.codes(record, pin)),
  }
  return encoder
}

function fieldReader(
  field: StoredField,
  options: NormaliseOptions,
  generic: ReadonlySet<number>,
  remembers: boolean,
): (raw: string) => number {
  const value = matchValueOf(field.kind, field.columnKind, options)
  const { dictionary } = field
  const part = field.columnKind === 'fullName' ? namePart(field.kind) : undefined
  const codeOf = (raw: string): number => {
    const key = value(part === undefined ? raw : part(raw))
    if (key === '' || (generic.size > 0 && generic.has(hashText(key)))) return 0
    return dictionary.codeOf(key)
  }
  if (!remembers || !REPEATING.has(field.kind)) return codeOf
  // One place per hash: what comes often is there, what does not is forgotten by the next that needs the place.
  let raws: string[] = new Array<string>(FIRST_REMEMBERED).fill('')
  let codes = new Int32Array(FIRST_REMEMBERED)
  let added = 0
  const remember = (raw: string, code: number): void => {
    const place = hashText(raw) & (raws.length - 1)
    raws[place] = raw
    codes[place] = code
  }
  const grow = (): void => {
    const [known, knownCodes] = [raws, codes]
    raws = new Array<string>(known.length * 2).fill('')
    codes = new Int32Array(known.length * 2)
    known.forEach((raw, place) => {
      if (raw !== '') remember(raw, knownCodes[place] as number)
    })
  }
  return (raw) => {
    if (raw.length >= 128) return codeOf(raw)
    const place = hashText(raw) & (raws.length - 1)
    if (raws[place] === raw) return codes[place] as number
    const code = codeOf(raw)
    if (++added > raws.length && raws.length < MOST_REMEMBERED) grow()
    remember(raw, code)
    return code
  }
}

/** `Jean Martin`, `MARTIN, Jean`: what is before a comma, else what follows the first word, is the last name. */
function namePart(kind: FieldKind): MatchValue {
  return (raw) => {
    const text = raw.trim()
    const comma = text.indexOf(',')
    if (comma >= 0) return kind === 'lastName' ? text.slice(0, comma) : text.slice(comma + 1)
    const space = text.search(/\s/u)
    if (space < 0) return kind === 'lastName' ? text : ''
    return kind === 'firstName' ? text.slice(0, space) : text.slice(space + 1)
  }
}
