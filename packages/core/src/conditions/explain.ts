import type { Instant } from '../model/instant.ts'
import type { JsonValue } from '../model/json.ts'
import { compileTrait, traitIdOf } from '../traits/compile.ts'
import type { Condition } from './ast.ts'
import { compileMeasured } from './behaviour.ts'
import { compilePart, rootSite } from './compile.ts'
import { type ConditionEnvironment, emptyEnvironment } from './environment.ts'
import type { ContactFacts } from './facts.ts'
import { OPEN_SHAPE, shapeOfEvent, shapeOfTable } from './property-path.ts'
import type { References } from './references.ts'
import { type Scope, scopeOf } from './scope.ts'
import { eventSeries, rowSeries } from './series.ts'

/** Why a condition is true or false of a contact, part by part. */
export interface Explanation {
  readonly condition: Condition
  readonly holds: boolean
  /** When that may change by time alone; `undefined`: never. */
  readonly validUntil: Instant | undefined
  /** The value that was compared: of the field, or measured over the events or rows. A person's data. */
  readonly found?: JsonValue | undefined
  /** The parts of all, any, not, at least; the condition of a segment. */
  readonly parts: readonly Explanation[]
}

/** What an explanation may stand on besides the facts. */
export interface ExplainOptions {
  /** @default nothing declared */
  readonly environment?: ConditionEnvironment | undefined
  readonly references?: References | undefined
}

/**
 * Explains a condition for a contact at an instant: the truth of each part, until when, and the value found at each
 * leaf.
 *
 * @example
 * ```ts
 * const why = (facts: ContactFacts, now: Instant) =>
 *   explainCondition({ field: 'city', op: 'eq', value: 'Lyon' }, facts, now)
 * // { holds: false, found: 'Paris', … }
 * ```
 */
export function explainCondition(
  condition: Condition,
  facts: ContactFacts,
  now: Instant,
  options: ExplainOptions = {},
): Explanation {
  const environment = options.environment ?? emptyEnvironment()
  return explain(condition, environment, scopeOf(facts, now, options.references))
}

function explain(condition: Condition, environment: ConditionEnvironment, scope: Scope): Explanation {
  const verdict = compilePart(condition, rootSite(environment)).verdict(scope)
  const end = Math.abs(verdict)
  return {
    condition,
    holds: verdict > 0,
    validUntil: end === Infinity ? undefined : end,
    found: foundOf(condition, environment, scope),
    parts: partsOf(condition, environment).map((part) => explain(part, environment, scope)),
  }
}

function partsOf(condition: Condition, environment: ConditionEnvironment): readonly Condition[] {
  if ('all' in condition) return condition.all
  if ('any' in condition) return condition.any
  if ('atLeast' in condition) return condition.of
  if ('sequence' in condition) return []
  if ('not' in condition) return [condition.not]
  if (!('segment' in condition)) return []
  const segment = environment.segments.get(condition.segment)
  return segment === undefined ? [] : [segment]
}

function foundOf(
  condition: Condition,
  environment: ConditionEnvironment,
  scope: Scope,
): JsonValue | undefined {
  const site = rootSite(environment)
  if ('field' in condition) {
    const traitId = environment.traits === undefined ? undefined : traitIdOf(condition.field)
    return traitId === undefined
      ? scope.facts.field(condition.field)
      : compileTrait(traitId, site).find(scope).value
  }
  if ('sequence' in condition) return undefined
  if ('event' in condition) {
    const shape = shapeOfEvent(condition.event, environment)
    return compileMeasured(condition, eventSeries(condition.event), shape, undefined, site)(scope)
  }
  if (!('rows' in condition)) return undefined
  const { rows } = condition
  const shape = shapeOfTable(rows, environment) ?? OPEN_SHAPE
  return compileMeasured(condition, rowSeries(rows, undefined), shape, rows, site)(scope)
}
