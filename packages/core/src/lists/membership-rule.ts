import type { Condition } from '../conditions/ast.ts'
import type { SegmentDefinition } from '../segments/definition.ts'
import { LIST_DECISIONS } from './own-tables.ts'

/** What somebody decided about a contact and a list; `released` gives it back to the rule. */
export type ListDecision = 'added' | 'removed' | 'released'

/**
 * Who is in a segment: its rule, with what people decided over it where it is `manual`. The latest decision counts;
 * it is a condition like any other, so that both engines, other segments and the history know it.
 */
export function membershipRule(definition: SegmentDefinition): Condition {
  const { id, where, manual } = definition
  if (manual !== true) return where
  const known = rules.get(definition)
  if (known !== undefined) return known
  const rule: Condition = { any: [decided(id, 'added'), { all: [where, { not: decided(id, 'removed') }] }] }
  rules.set(definition, rule)
  return rule
}

/** The rule of a definition is one object: whoever compiles it knows that it is the same. */
const rules = new WeakMap<SegmentDefinition, Condition>()

function decided(list: string, decision: ListDecision): Condition {
  return {
    rows: LIST_DECISIONS,
    where: { property: 'list', op: 'eq', value: list },
    measure: { of: 'last', property: 'decision' },
    op: 'eq',
    value: decision,
  }
}
