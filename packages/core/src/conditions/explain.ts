import type { Instant } from '../model/instant.ts'
import type { JsonValue } from '../model/json.ts'
import { compileTrait, traitIdOf } from '../traits/compile.ts'
import type { Condition } from './ast.ts'
import { compileMeasured } from './behaviour.ts'
import { allOf, anyOf, atLeastOf, notOf } from './combine.ts'
import { compilePart, rootSite } from './compile.ts'
import { partsOf, refuseTooDeep } from './depth.ts'
import { type ConditionEnvironment, emptyEnvironment } from './environment.ts'
import type { ContactFacts } from './facts.ts'
import { OPEN_SHAPE, shapeOfEvent, shapeOfTable } from './property-path.ts'
import type { References } from './references.ts'
import { type Evaluator, type Scope, type SignedVerdict, scopeOf } from './scope.ts'
import { eventSeries, rowSeries } from './series.ts'

/** Why a condition is true or false of a contact, part by part. */
export interface Explanation {
  readonly condition: Condition
  readonly holds: boolean
  /** When that may change by time alone; `undefined`: never. */
  readonly validUntil: Instant | undefined
  /** The value that was compared: of the field, or measured over the events or rows. A person's data. */
  readonly found?: JsonValue | undefined
  /** The parts of all, any, not, at least; the condition of a segment: one object, however many parts stand on it. */
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
  const scope = scopeOf(facts, now, options.references)
  refuseTooDeep(condition, environment.segments)
  return explain(condition, { environment, scope, segments: new Map() }).explanation
}

interface Explaining {
  readonly environment: ConditionEnvironment
  readonly scope: Scope
  /** Segments that are explained already; `undefined`: they lead here. */
  readonly segments: Map<string, Explained | undefined>
}

interface Explained {
  readonly explanation: Explanation
  readonly verdict: SignedVerdict
}

/** Each part is evaluated once; the verdicts of what it joins say that of the whole. */
function explain(condition: Condition, explaining: Explaining): Explained {
  const { environment, scope } = explaining
  const parts = explainParts(condition, explaining)
  const verdict = (
    joined(
      condition,
      parts.map((part) => part.verdict),
    ) ?? compilePart(condition, rootSite(environment))
  ).verdict(scope)
  const end = Math.abs(verdict)
  const explanation: Explanation = {
    condition,
    holds: verdict > 0,
    validUntil: end === Infinity ? undefined : end,
    found: foundOf(condition, environment, scope),
    parts: parts.map((part) => part.explanation),
  }
  return { explanation, verdict }
}

/** What joins verdicts that are known; `undefined` for a leaf. */
function joined(condition: Condition, verdicts: readonly SignedVerdict[]): Evaluator | undefined {
  const parts = verdicts.map((verdict): Evaluator => ({ timeless: false, verdict: () => verdict }))
  if ('all' in condition) return allOf(parts)
  if ('any' in condition) return anyOf(parts)
  if ('atLeast' in condition) return atLeastOf(condition.atLeast, parts)
  if ('not' in condition && !('sequence' in condition)) return notOf(parts[0] as Evaluator)
  return 'segment' in condition ? parts[0] : undefined
}

function explainParts(condition: Condition, explaining: Explaining): readonly Explained[] {
  if ('segment' in condition) return explainSegment(condition.segment, explaining)
  return 'where' in condition || 'sequence' in condition
    ? []
    : partsOf(condition).map((part) => explain(part, explaining))
}

/** A segment that several parts stand on is explained once; what cannot be compiled is left to the compiler to refuse. */
function explainSegment(id: string, explaining: Explaining): readonly Explained[] {
  const { segments, environment } = explaining
  const condition = environment.segments.get(id)
  const known = segments.get(id)
  if (known !== undefined) return [known]
  if (condition === undefined || segments.has(id)) return []
  segments.set(id, undefined)
  const explained = explain(condition, explaining)
  segments.set(id, explained)
  return [explained]
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
