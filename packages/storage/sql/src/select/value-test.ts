import {
  type ColumnType,
  isDateOperator,
  type Operand,
  type Scalar,
  type ValueOperator,
  type ValueTest,
} from '@clientele/core'
import { sql } from 'kysely'
import { allOf, anyOf, atMost, type Bounds, exactly, exceptWhere, mapBounds, NEVER } from './bounds.ts'
import { type Comparator, compareReadings } from './compare.ts'
import { dateTest } from './date-test.ts'
import { and, FALSE, type Fragment, or } from './fragment.ts'
import { folded, literalOf, type OperandContext, readOperand } from './operand.ts'
import { isThere } from './path-value.ts'
import type { Place } from './place.ts'
import { type Reading, readJsonAs } from './reading.ts'

const OPPOSITES: { readonly [operator in ValueOperator]?: ValueOperator } = {
  ne: 'eq',
  notIn: 'in',
  missing: 'exists',
  notContains: 'contains',
  hasNone: 'hasAny',
}

/** The operator without its "not", and whether it had one. */
export function positiveOf(test: ValueTest): { readonly test: ValueTest; readonly negated: boolean } {
  const op = OPPOSITES[test.op]
  return op === undefined ? { test, negated: false } : { test: { ...test, op }, negated: true }
}

/** What a comparison is said to hold of. */
export interface Subject {
  readonly type: ColumnType | undefined
  readonly normalise?: ((text: string) => string) | undefined
}

/** A comparison without "not" of one JSON value. */
export function testValue(place: Place, test: ValueTest, subject: Subject, value: Fragment): Bounds {
  const { op } = test
  const { type } = subject
  const context: OperandContext = { ...subject, fold: test.ignoreCase ?? false }
  if (isDateOperator(op)) return dateTest(place, test, value)
  switch (op) {
    case 'exists':
      return existing(place, type, value)
    case 'eq':
      return equals(place, [test.value as Operand], context, value)
    case 'in':
      return equals(place, test.value as readonly Operand[], context, value)
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
      return ordered(place, op, test.value as Operand, context, value)
    case 'between': {
      const [low, high] = test.value as readonly [Operand, Operand]
      return allOf([ordered(place, 'gte', low, context, value), ordered(place, 'lte', high, context, value)])
    }
    case 'hasAny':
    case 'hasAll':
      return listTest(place, test, context, value)
    case 'contains':
      return anyOf([
        element(place, value, (each) =>
          equals(place, [test.value as Operand], { ...context, type: undefined }, each),
        ),
        partTest(place, op, test.value as Operand, context, value),
      ])
    case 'startsWith':
    case 'endsWith':
      return partTest(place, op, test.value as Operand, context, value)
    case 'near':
      return atMost(place.json.is('object', value))
    default:
      return atMost(sql`(${textual(place, context, value).text} is not null)`)
  }
}

function existing(place: Place, type: ColumnType | undefined, value: Fragment): Bounds {
  if (type === undefined || type === 'json') return exactly(isThere(place, value))
  const { text, number, boolean, doubt } = readJsonAs(place.json, value, type)
  const read = [text, number, boolean].filter((one) => one !== undefined)
  return exceptWhere(doubt, or(...read.map((one) => sql`(${one} is not null)`)))
}

/** Is the value one of some operands? Literals are looked for in one go. */
function equals(
  place: Place,
  operands: readonly Operand[],
  context: OperandContext,
  value: Fragment,
): Bounds {
  const { json } = place
  const { type, fold } = context
  const literals = operands.map((operand) => literalOf(operand, context))
  const foldable = fold && (type === undefined || type === 'json' || type === 'string')
  if (!foldable && type !== 'instant' && !literals.includes(undefined)) {
    const values = literals.flatMap((literal) => spellings(literal as Scalar, type))
    if (values.length === 0) return NEVER
    return exceptWhere(readJsonAs(json, value, type).doubt, json.among(value, values))
  }
  const reading = readSubject(place, context, value)
  return anyOf(
    operands.map((operand) => compareReadings(json, reading, 'eq', readOperand(place, operand, context))),
  )
}

/** The JSON values that are read as a scalar. */
function spellings(scalar: Scalar, type: ColumnType | undefined): readonly Scalar[] {
  if (type === 'boolean') return [scalar, String(scalar)]
  if (type !== 'string' || typeof scalar !== 'string') return [scalar]
  const number = Number(scalar)
  if (Number.isFinite(number) && String(number) === scalar) return [scalar, number]
  return scalar === 'true' || scalar === 'false' ? [scalar, scalar === 'true'] : [scalar]
}

function ordered(
  place: Place,
  comparator: Comparator,
  operand: Operand,
  context: OperandContext,
  value: Fragment,
): Bounds {
  const reading = readSubject(place, context, value)
  return compareReadings(place.json, reading, comparator, readOperand(place, operand, context))
}

function readSubject(place: Place, { type, fold }: OperandContext, value: Fragment): Reading {
  const reading = readJsonAs(place.json, value, type)
  return fold ? folded(place, reading) : reading
}

/** Comparisons of text read a declared type as text only if it is text. */
function textual(place: Place, context: OperandContext, value: Fragment): Reading {
  return readSubject(place, { ...context, type: context.type === 'string' ? 'string' : undefined }, value)
}

function partTest(
  place: Place,
  op: 'contains' | 'startsWith' | 'endsWith',
  operand: Operand,
  context: OperandContext,
  value: Fragment,
): Bounds {
  const { json } = place
  const type = context.type === 'string' ? 'string' : undefined
  const { text, doubt, marked } = textual(place, context, value)
  const part = readOperand(place, operand, { ...context, type })
  if (text === undefined || (part.text === undefined && part.doubt === FALSE)) return NEVER
  if (part.text === undefined) return atMost(sql`(${text} is not null)`)
  const found =
    op === 'contains'
      ? json.contains(text, part.text)
      : op === 'startsWith'
        ? sql`(substr(${text}, 1, length(${part.text})) = ${part.text})`
        : sql`(length(${text}) >= length(${part.text}) and substr(${text}, length(${text}) - length(${part.text}) + 1) = ${part.text})`
  // Half a character is a part of a text in JavaScript, and so is what a mark stands for.
  return exceptWhere(and(sql`(${text} is not null)`, or(doubt, part.doubt, marked, part.marked)), found)
}

function listTest(place: Place, test: ValueTest, context: OperandContext, value: Fragment): Bounds {
  const operands = test.value as readonly Operand[]
  const found = operands.map((operand) =>
    anyOf([
      element(place, value, (each) => equals(place, [operand], context, each)),
      equals(place, [operand], context, value),
    ]),
  )
  return allOf([exactly(isThere(place, value)), test.op === 'hasAll' ? allOf(found) : anyOf(found)])
}

/** Is it true of one element of a list? */
function element(place: Place, list: Fragment, test: (each: Fragment) => Bounds): Bounds {
  const { from, json } = place.json.elements(list, place.alias('element'))
  return mapBounds(test(json), (side) =>
    side === FALSE ? FALSE : sql`exists (select 1 from ${from} where ${side})`,
  )
}
