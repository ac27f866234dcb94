import {
  type BehaviourTest,
  type Condition,
  type ConditionEnvironment,
  isReference,
  type SequenceStep,
  type ValueTest,
} from '@clientele/core'

/** What a condition asks of a database, its segments written out in their places. */
export interface Cost {
  /** In comparisons of a field, for each contact. */
  readonly comparisons: number
  /** How deep the statement is nested. */
  readonly levels: number
}

/**
 * Beyond this, the evaluator is faster, which reads a contact once whatever it is asked: at 400 comparisons, both took
 * about the same on SQLite and on PostgreSQL.
 */
const MOST_COMPARISONS = 400
/** Half of what the stacks of parsers bear. */
const MOST_LEVELS = 200

/** What looking for the events or rows of a contact costs, in comparisons of a field. */
const SUBQUERY = 5
/** The same for a measure, which asks for its value and for each doubt about it. */
const MEASURE = 20

/** Is the condition better left to the evaluator? */
export function isTooDear({ comparisons, levels }: Cost): boolean {
  return comparisons > MOST_COMPARISONS || levels > MOST_LEVELS
}

/** What a condition costs; of a condition that has been accepted by `compileCondition` of core. */
export function costOf(
  condition: Condition,
  environment: ConditionEnvironment,
  known: Map<string, Cost> = new Map(),
): Cost {
  const inside = (part: Condition | undefined): Cost =>
    part === undefined ? NOTHING : costOf(part, environment, known)
  const joined = (parts: readonly Condition[]): Cost => deeper(together(parts.map(inside)))
  if ('all' in condition) return joined(condition.all)
  if ('any' in condition) return joined(condition.any)
  if ('atLeast' in condition) return joined(condition.of)
  if ('sequence' in condition) return sequence(condition, inside)
  if ('not' in condition) return joined([condition.not])
  if ('segment' in condition) return segment(condition.segment, environment, known)
  if ('event' in condition || 'rows' in condition) return behaviour(condition, inside)
  const type = 'field' in condition ? environment.fields?.get(condition.field) : undefined
  return { comparisons: comparisonsOf(condition, type === 'instant'), levels: 1 }
}

const NOTHING: Cost = { comparisons: 0, levels: 0 }

/** Parts side by side. */
export function together(parts: readonly Cost[]): Cost {
  let [comparisons, levels] = [0, 0]
  for (const part of parts) {
    comparisons += part.comparisons
    levels = Math.max(levels, part.levels)
  }
  return { comparisons, levels }
}

function deeper({ comparisons, levels }: Cost): Cost {
  return { comparisons, levels: levels + 1 }
}

function segment(id: string, environment: ConditionEnvironment, known: Map<string, Cost>): Cost {
  const condition = environment.segments.get(id)
  const cost = known.get(id) ?? (condition === undefined ? NOTHING : costOf(condition, environment, known))
  known.set(id, cost)
  return cost
}

/** Each operand is a subquery of its own, and each repeats the filter. */
function behaviour(test: BehaviourTest, inside: (part: Condition | undefined) => Cost): Cost {
  const { measure, op = 'gte', value, where } = test
  const filter = inside(where)
  const each = measure === undefined || measure.of === 'count' ? SUBQUERY : MEASURE
  const times = Array.isArray(value) ? 2 * value.length : op === 'eq' || op === 'ne' ? 2 : 1
  return { comparisons: times * each * (1 + filter.comparisons), levels: filter.levels + 3 }
}

function sequence(
  { sequence: first, then }: { readonly sequence: SequenceStep; readonly then: SequenceStep },
  inside: (part: Condition | undefined) => Cost,
): Cost {
  const { comparisons, levels } = together([inside(first.where), inside(then.where)])
  return { comparisons: SUBQUERY * (2 + comparisons), levels: levels + 6 }
}

/** A list of literals is looked through at once, another one operand by operand. */
function comparisonsOf({ op, value, ignoreCase }: ValueTest, isInstant: boolean): number {
  if (!Array.isArray(value)) return 1
  const atOnce = (op === 'in' || op === 'notIn') && ignoreCase !== true && !isInstant
  return atOnce && !value.some(isReference) ? 1 + value.length / 500 : 1 + value.length
}
