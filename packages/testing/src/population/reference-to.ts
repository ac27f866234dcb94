import type { ColumnType, Operand, OperandReference } from '@clientele/core'
import fc from 'fast-check'
import type { Subject } from './condition-place.ts'

/**
 * References to one of some subjects: to one of the same type mostly, and to the first event of a sequence rather than
 * to a field. `undefined` if there is none.
 */
export function referenceTo(
  type: ColumnType | undefined,
  references: readonly Subject[],
): fc.Arbitrary<OperandReference> | undefined {
  if (references.length === 0) return undefined
  const alike = references.filter((other) => other.type === type)
  const ofFirst = alike.filter(({ path }) => path.startsWith('first.'))
  const choices = [
    { weight: 4, among: ofFirst },
    { weight: 2, among: alike },
    { weight: 1, among: references },
  ].filter(({ among }) => among.length > 0)
  return fc.oneof(
    ...choices.map(({ weight, among }) => ({
      weight,
      arbitrary: fc.constantFrom(...among).map(({ path }) => ({ ref: path })),
    })),
  )
}

/** Literals, and a reference in the place of one now and then. */
export function operandAmong(
  literal: fc.Arbitrary<Operand>,
  reference: fc.Arbitrary<OperandReference> | undefined,
): fc.Arbitrary<Operand> {
  if (reference === undefined) return literal
  return fc.oneof({ weight: 3, arbitrary: literal }, { weight: 1, arbitrary: reference })
}
