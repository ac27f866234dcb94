import type { ColumnType, Operand, ValueOperator, ValueTest } from '@clientele/core'
import fc from 'fast-check'
import type { Subject } from './condition-place.ts'
import { aDuration } from './time-spans.ts'
import { aDay, aPlace, gridInstant, isoOf, operandOf } from './values.ts'

/** Comparisons that a subject of a type takes. */
export function valueTest({ path, type }: Subject, references: readonly Subject[]): fc.Arbitrary<ValueTest> {
  const alike = references.filter((other) => other.type === type && !other.path.endsWith(`.${path}`))
  const literal = operandOf(type)
  const operand: fc.Arbitrary<Operand> =
    alike.length === 0
      ? literal
      : fc.oneof(
          { weight: 6, arbitrary: literal },
          { weight: 1, arbitrary: fc.constantFrom(...alike).map((other) => ({ ref: other.path })) },
        )
  const tests: fc.Arbitrary<ValueTest>[] = [
    testOf(['eq', 'ne'], operand),
    testOf(['in', 'notIn', 'hasAny', 'hasAll', 'hasNone'], fc.array(operand, { maxLength: 3 })),
    fc.record({ op: fc.constantFrom<ValueOperator>('exists', 'missing') }),
  ]
  if (type !== 'boolean') {
    tests.push(testOf(['lt', 'lte', 'gt', 'gte'], operand))
    tests.push(testOf(['between'], betweenOf(type)))
  }
  if (type === 'string' || type === undefined) {
    const part = fc.constantFrom('L', 'yon', 'é', "'", '%', '_', 'ON', '1')
    tests.push(testOf(['contains', 'notContains', 'startsWith', 'endsWith'], part))
    tests.push(
      testOf(['matches'], fc.constantFrom('^L', 'on$', 'L.on', '[0-9]+', 'a|yo', '(?:Ly)+on?', '^$')),
    )
  }
  if (type === 'date' || type === 'instant' || type === undefined) tests.push(dateTest())
  if (path === 'place') tests.push(nearTest())
  return fc.oneof(...tests)
}

/** A comparison that does not itself move with time. */
export function heldTest({ type }: Subject): fc.Arbitrary<ValueTest> {
  return fc.oneof(
    fc.record({ op: fc.constantFrom<ValueOperator>('eq', 'ne'), value: operandOf(type) }),
    fc.record({ op: fc.constantFrom<ValueOperator>('exists', 'missing') }),
  )
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
function betweenOf(type: ColumnType | undefined): fc.Arbitrary<readonly Operand[]> {
  return fc
    .tuple(operandOf(type), operandOf(type))
    .map(([a, b]) => (typeof a === 'number' && typeof b === 'number' && a > b ? [b, a] : [a, b]))
}

function dateTest(): fc.Arbitrary<ValueTest> {
  const day = fc.oneof(aDay(), gridInstant().map(isoOf))
  return fc.oneof(
    fc.record({ op: fc.constantFrom<ValueOperator>('before', 'after', 'sameDay'), value: day }),
    fc.record({ op: fc.constant<ValueOperator>('sameDay') }),
    fc.record({
      op: fc.constantFrom<ValueOperator>('withinLast', 'withinNext', 'moreThanAgo', 'moreThanAhead'),
      value: aDuration(),
    }),
    fc.record(
      {
        op: fc.constant<ValueOperator>('anniversaryWithin'),
        value: fc.constantFrom('1d', '7d', 'P1D', 'P1M'),
        leapDay: fc.constantFrom('feb28' as const, 'mar1' as const),
      },
      { requiredKeys: ['op', 'value'] },
    ),
  )
}

function nearTest(): fc.Arbitrary<ValueTest> {
  return fc
    .record({ centre: aPlace(), km: fc.constantFrom(1, 20, 60, 500) })
    .map(({ centre, km }) => ({ op: 'near', value: { ...centre, km } }))
}
