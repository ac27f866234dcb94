import type { Condition, FieldCondition, Measure } from '../conditions/ast.ts'
import type { ConditionEnvironment } from '../conditions/environment.ts'
import { traitIdOf } from './compile.ts'
import type { TraitMeasure } from './definition.ts'

const SAME_IN_CONDITIONS: ReadonlySet<TraitMeasure['of']> = new Set([
  ...(['count', 'sum', 'avg', 'min', 'max', 'first', 'last', 'distinct'] as const),
])

/**
 * The same condition with the comparisons of traits written out, where the condition language says them itself:
 * `trait.orders ≥ 2` as "at least 2 orders". A database that knows no trait then answers it. What is left as it is,
 * formulas, amounts of a currency and the measures that only traits have, is evaluated in this process.
 */
export function inlineTraits(condition: Condition, environment: ConditionEnvironment): Condition {
  const inside = (part: Condition): Condition => inlineTraits(part, environment)
  if ('all' in condition) return { all: condition.all.map(inside) }
  if ('any' in condition) return { any: condition.any.map(inside) }
  if ('atLeast' in condition) return { ...condition, of: condition.of.map(inside) }
  if ('not' in condition && !('sequence' in condition)) return { not: inside(condition.not) }
  return 'field' in condition ? inlineField(condition, environment) : condition
}

function inlineField(condition: FieldCondition, environment: ConditionEnvironment): Condition {
  const id = traitIdOf(condition.field)
  const definition = id === undefined ? undefined : environment.traits?.get(id)
  if (definition === undefined || 'of' in definition || 'per' in definition || !('measure' in definition))
    return condition
  const { measure, money, where, window } = definition
  if (money !== undefined || !SAME_IN_CONDITIONS.has(measure.of)) return condition
  const { field: _, ...test } = condition
  const takesNone = test.op === 'exists' || test.op === 'missing'
  if (test.value === undefined && !takesNone) return condition
  // Options of the comparison that a test of behaviour does not have.
  if (Object.keys(test).some((key) => key !== 'op' && key !== 'value')) return condition
  const what = 'event' in definition ? { event: definition.event } : { rows: definition.rows }
  return {
    ...what,
    ...(where === undefined ? {} : { where }),
    ...(window === undefined ? {} : { window }),
    measure: measure as Measure,
    op: test.op,
    ...(test.value === undefined ? {} : { value: test.value }),
  }
}
