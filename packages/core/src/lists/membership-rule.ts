import type { Condition } from '../conditions/ast.ts'
import type { SegmentDefinition } from '../segments/definition.ts'
import { LIST_DECISIONS } from './own-tables.ts'

/** What somebody decided about a contact and a list; `released` gives it back to the rule. */
export type ListDecision = 'added' | 'removed' | 'released'

/**
 * Who is in a segment: its rule, with what people decided over it where it is `manual`. The latest decision counts;
 * it is a condition like any other, so that both engines, other segments and the history know it.
 */
export function membershipRule({ id, where, manual }: SegmentDefinition): Condition {
  if (manual !== true) return where
  return { any: [decided(id, 'added'), { all: [where, { not: decided(id, 'removed') }] }] }
}

function decided(list: string, decision: ListDecision): Condition {
  return {
    rows: LIST_DECISIONS,
    where: { property: 'list', op: 'eq', value: list },
    measure: { of: 'last', property: 'decision' },
    op: 'eq',
    value: decision,
  }
}
