import type { ValueOperator } from './ast.ts'

/** The comparisons that read an instant. */
export const DATE_OPERATORS = [
  'before',
  'after',
  'withinLast',
  'withinNext',
  'moreThanAgo',
  'moreThanAhead',
  'sameDay',
  'anniversaryWithin',
] as const

const dateOperators: ReadonlySet<ValueOperator> = new Set<ValueOperator>(DATE_OPERATORS)

/** Does the comparison read an instant? */
export function isDateOperator(op: ValueOperator): boolean {
  return dateOperators.has(op)
}
