import type { ColumnType, Operand, OperandReference, ValueOperator, ValueTest } from '@clientele/core'
import fc from 'fast-check'
import type { Subject } from './condition-place.ts'
import { operandAmong, referenceTo } from './reference-to.ts'
import { aDuration } from './time-spans.ts'
import { aPlace, operandOf } from './values.ts'

/** Comparisons that a subject of a type takes. */
export function valueTest({ path, type }: Subject, references: readonly Subject[]): fc.Arbitrary<ValueTest> {
  const reference = referenceTo(type, references)
  const operand = operandAmong(operandOf(type), reference)
  const list = fc.oneof(
    { weight: 2, arbitrary: fc.tuple(operand) },
    { weight: 2, arbitrary: fc.array(operand, { minLength: 2, maxLength: 3 }) },
    { weight: 1, arbitrary: fc.constant([]) },
  )
  const isDate = type === 'date' || type === 'instant'
  const tests: fc.WeightedArbitrary<ValueTest>[] = [
    { weight: 3, arbitrary: testOf(['eq', 'ne'], operand) },
    { weight: 4, arbitrary: testOf(['in', 'notIn', 'hasAny', 'hasAll', 'hasNone'], list) },
    { weight: 1, arbitrary: fc.record({ op: fc.constantFrom<ValueOperator>('exists', 'missing') }) },
  ]
  if (type !== 'boolean') {
    tests.push({ weight: 3, arbitrary: testOf(['lt', 'lte', 'gt', 'gte'], operand) })
    tests.push({ weight: 1, arbitrary: testOf(['between'], betweenOf(operand)) })
    tests.push({ weight: isText(type) ? 4 : 1, arbitrary: textTest(operandAmong(partOf(type), reference)) })
  }
  if (isText(type)) tests.push({ weight: 1, arbitrary: matchesTest() })
  if (isDate || isOpen(type)) tests.push({ weight: isDate ? 9 : 5, arbitrary: dateTest(reference) })
  if (path === 'place' || path.endsWith('.place')) tests.push({ weight: 4, arbitrary: nearTest() })
  return fc.oneof(...tests)
}

/** A comparison that does not itself move with time. */
export function heldTest(subject: Subject, references: readonly Subject[]): fc.Arbitrary<ValueTest> {
  return valueTest(subject, references).filter(
    ({ op, value }) => !CLOCKED.has(op) || (op === 'sameDay' && value !== undefined),
  )
}

const CLOCKED: ReadonlySet<ValueOperator> = new Set<ValueOperator>([
  'withinLast',
  'withinNext',
  'moreThanAgo',
  'moreThanAhead',
  'sameDay',
  'anniversaryWithin',
])

/** A comparison of what has been measured: it has no options, and always compares with something. */
export function measuredTest(
  type: ColumnType | undefined,
  references: readonly Subject[],
): fc.Arbitrary<ValueTest> {
  return valueTest({ path: '', type }, references)
    .filter(({ op }) => isText(type) || type === 'date' || !TEXTUAL.has(op))
    .map(({ op, value }) =>
      value !== undefined ? { op, value } : op === 'missing' ? { op } : { op: 'exists' },
    )
}

/** Comparisons that are never true of a number. */
const TEXTUAL: ReadonlySet<ValueOperator> = new Set<ValueOperator>([
  'contains',
  'notContains',
  'startsWith',
  'endsWith',
  'matches',
])

/** Is nothing declared that would say how to read the value? */
function isOpen(type: ColumnType | undefined): boolean {
  return type === undefined || type === 'json'
}

function isText(type: ColumnType | undefined): boolean {
  return type === 'string' || isOpen(type)
}

/** What a text of the type may hold. */
function partOf(type: ColumnType | undefined): fc.Arbitrary<string> {
  if (isText(type)) return fc.constantFrom('L', 'l', 'Ly', 'yon', 'on', 'é', "'", '%', '_', 'ON', '1', '0')
  return fc.constantFrom('1', '2', '0', '-', '5', '2026', 'Z')
}

function textTest(part: fc.Arbitrary<Operand>): fc.Arbitrary<ValueTest> {
  return testOf(['contains', 'notContains', 'startsWith', 'endsWith'], part)
}

function matchesTest(): fc.Arbitrary<ValueTest> {
  return testOf(['matches'], fc.constantFrom('^L', 'on$', 'L.on', '[0-9]+', 'a|yo', '(?:Ly)+on?', '^$'))
}

function testOf(
  operators: readonly ValueOperator[],
  value: fc.Arbitrary<Operand | readonly Operand[]>,
): fc.Arbitrary<ValueTest> {
  return fc.record(
    { op: fc.constantFrom(...operators), value, ignoreCase: fc.boolean() },
    { requiredKeys: ['op', 'value'] },
  )
}

/** Bounds in order where they are numbers. */
function betweenOf(operand: fc.Arbitrary<Operand>): fc.Arbitrary<readonly Operand[]> {
  return fc
    .tuple(operand, operand)
    .map(([a, b]) =>
      typeof a === typeof b && (typeof a === 'number' || typeof a === 'string') && a > (b as typeof a)
        ? [b, a]
        : [a, b],
    )
}

function dateTest(reference: fc.Arbitrary<OperandReference> | undefined): fc.Arbitrary<ValueTest> {
  const day = operandAmong(fc.oneof(operandOf('date'), operandOf('instant')), reference)
  const toADay = fc.record({ op: fc.constantFrom<ValueOperator>('before', 'after', 'sameDay'), value: day })
  const toNow = fc.record({
    op: fc.constantFrom<ValueOperator>('withinLast', 'withinNext', 'moreThanAgo', 'moreThanAhead'),
    value: aDuration(),
  })
  const anniversary = fc.record(
    {
      op: fc.constant<ValueOperator>('anniversaryWithin'),
      value: fc.constantFrom('0d', '7d', 'P1D', 'P1W', 'P1M'),
      leapDay: fc.constantFrom('feb28' as const, 'mar1' as const),
    },
    { requiredKeys: ['op', 'value'] },
  )
  return fc.oneof(
    { weight: 3, arbitrary: toADay },
    { weight: 4, arbitrary: toNow },
    { weight: 2, arbitrary: anniversary },
    { weight: 1, arbitrary: fc.record({ op: fc.constant<ValueOperator>('sameDay') }) },
  )
}

function nearTest(): fc.Arbitrary<ValueTest> {
  return fc
    .record({ centre: aPlace(), km: fc.constantFrom(1, 20, 60, 500) })
    .map(({ centre, km }) => ({ op: 'near', value: { ...centre, km } }))
}
