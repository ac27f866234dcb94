import {
  type ColumnType,
  isReference,
  type JsonValue,
  type Operand,
  readAs,
  type Scalar,
} from '@clientele/core'
import { sql } from 'kysely'
import { fieldJson } from './field-json.ts'
import { FALSE, type Fragment, or, TRUE } from './fragment.ts'
import { pathValue, singleValue } from './path-value.ts'
import type { Place } from './place.ts'
import { literalReading, NOTHING, type Reading, readJsonAs } from './reading.ts'

/** What a comparison is made with. */
export interface OperandContext {
  readonly type: ColumnType | undefined
  /** Texts are compared in lower case. */
  readonly fold: boolean
  /** Puts a text operand through the recipe of its field. */
  readonly normalise?: ((text: string) => string) | undefined
}

/** A literal as core reads it, in lower case if case is ignored; `undefined` for a reference. */
export function literalOf(operand: Operand, { type, fold, normalise }: OperandContext): Scalar | undefined {
  if (isReference(operand)) return undefined
  const written = typeof operand === 'string' && normalise !== undefined ? normalise(operand) : operand
  const read = readAs(written as JsonValue, type, 'UTC')
  return fold && typeof read === 'string' ? read.toLowerCase() : read
}

/** The reading of an operand: a literal, or a value of the contact, of the row or of the first event. */
export function readOperand(place: Place, operand: Operand, context: OperandContext): Reading {
  if (!isReference(operand)) {
    const { type } = context
    // A local time is another instant in every zone.
    if (type === 'instant' && typeof operand === 'string' && !hasOffset(operand))
      return { ...NOTHING, doubt: TRUE }
    return literalReading(place.json, literalOf(operand, context))
  }
  const value = referenced(place, operand.ref)
  if (value === 'unreachable') return { ...NOTHING, doubt: TRUE }
  if (value === undefined) return NOTHING
  const reading = readJsonAs(place.json, value.json, context.type)
  const doubted = { ...reading, doubt: or(reading.doubt, value.doubt) }
  return context.fold ? folded(place, doubted) : doubted
}

/** A reading whose texts are in lower case: that of ASCII is the same for all, the rest is core's to say. */
export function folded({ json }: Place, reading: Reading): Reading {
  const { text } = reading
  if (text === undefined) return reading
  return {
    ...reading,
    scalar: undefined,
    text: json.lower(text),
    doubt: or(reading.doubt, sql`(not ${json.isAscii(text)})`),
  }
}

/** The JSON that a reference stands for; `undefined`: nothing, whoever the contact is. */
export function referenced(
  place: Place,
  ref: string,
): { readonly json: Fragment; readonly doubt: Fragment } | 'unreachable' | undefined {
  const dot = ref.indexOf('.')
  const [root, rest] = [ref.slice(0, dot), ref.slice(dot + 1)]
  if (root === 'field') {
    const json = fieldJson(place, rest)
    return json === undefined ? 'unreachable' : { json, doubt: FALSE }
  }
  if (root !== 'first' || place.first === undefined) return undefined
  const path = pathValue(place, rest, place.first.shape, place.first.properties)
  if (path === undefined) return 'unreachable'
  // A list is no scalar.
  return path.many ? undefined : { json: singleValue(path), doubt: path.doubt }
}

/** Does the text say its offset, so that every zone reads the same instant? */
export function hasOffset(text: string): boolean {
  return /[Tt ].*([Zz]|[+-]\d{2}(?::?\d{2})?)$/.test(text)
}
