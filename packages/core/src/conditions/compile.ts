import { ClienteleError } from '../errors.ts'
import type { Instant } from '../model/instant.ts'
import type { Condition, EventCondition, FieldCondition, PropertyCondition, RowsCondition } from './ast.ts'
import { compileBehaviour } from './behaviour.ts'
import { allOf, anyOf, atLeastOf, notOf } from './combine.ts'
import { refuseTooDeep } from './depth.ts'
import type { ConditionEnvironment } from './environment.ts'
import type { ContactFacts } from './facts.ts'
import { compileField } from './field-test.ts'
import { compilePath, OPEN_SHAPE, shapeOfEvent, shapeOfTable } from './property-path.ts'
import type { References } from './references.ts'
import { refuseCondition } from './refuse.ts'
import { type Evaluator, type Scope, type SignedVerdict, scopeOf } from './scope.ts'
import { compileSequence } from './sequence.ts'
import { eventSeries, rowSeries } from './series.ts'
import { type Site, within } from './site.ts'
import { compileValueTest } from './value-test.ts'

/**
 * Evaluates a condition for one contact at an instant. The number is a verdict with its end: positive is true,
 * negative is false, and the magnitude is the first later instant at which the answer may change if nothing else
 * happens (`Infinity`: not by time alone). Instants of evaluation are those from 1970 on, so that the sign is free.
 */
export type CompiledCondition = (
  facts: ContactFacts,
  now: Instant,
  references?: References | undefined,
) => SignedVerdict

/**
 * Compiles a condition for one contact in memory. The answer is exact at every instant, and its end is exact or
 * early, never late. A compiled condition is pure: the same facts and instant, the same answer.
 *
 * @throws `INVALID_CONDITION` with the path of what cannot be; `DEFINITION_CYCLE` with the path of the segments.
 *
 * @example
 * ```ts
 * const isBuyer = compileCondition({ event: 'Order Completed', window: { last: '90d' } }, emptyEnvironment())
 * const lookAt = (facts: ContactFacts, now: Instant) => {
 *   const verdict = isBuyer(facts, now)
 *   return { member: verdict > 0, validUntil: Math.abs(verdict) }
 * }
 * ```
 */
export function compileCondition(condition: Condition, environment: ConditionEnvironment): CompiledCondition {
  refuseTooDeep(condition, environment.segments)
  const { verdict } = compilePart(condition, rootSite(environment))
  return (facts, now, references) => {
    if (!(now >= 0))
      throw new ClienteleError('INVALID_INPUT', 'Expected an instant from 1970 on; evaluate at such a one.')
    return verdict(scopeOf(facts, now, references))
  }
}

/** The site of a whole condition. */
export function rootSite(environment: ConditionEnvironment): Site {
  return {
    environment,
    path: '',
    row: undefined,
    table: undefined,
    first: undefined,
    normalise: undefined,
    segments: [],
    compiled: new Map(),
    traits: new Map(),
    compile: compilePart,
  }
}

/** Compiles a part of a condition where it stands. */
export function compilePart(condition: Condition, site: Site): Evaluator {
  if ('all' in condition)
    return allOf(condition.all.map((part, index) => compilePart(part, within(within(site, 'all'), index))))
  if ('any' in condition)
    return anyOf(condition.any.map((part, index) => compilePart(part, within(within(site, 'any'), index))))
  if ('not' in condition && !('sequence' in condition))
    return notOf(compilePart(condition.not, within(site, 'not')))
  if ('atLeast' in condition)
    return atLeastOf(
      condition.atLeast,
      condition.of.map((part, index) => compilePart(part, within(within(site, 'of'), index))),
    )
  if ('property' in condition) return compileProperty(condition, site)
  if ('rows' in condition) return compileRows(condition, site)
  if (site.row !== undefined)
    throw refuseCondition(
      site.path,
      'inside a `where`, only properties, linked rows, all, any, not and atLeast can stand',
    )
  if ('segment' in condition) return compileSegment(condition.segment, site)
  if ('field' in condition) return compileField(condition as FieldCondition, site)
  if ('event' in condition) return compileEvent(condition as EventCondition, site)
  if ('sequence' in condition) return compileSequence(condition, site)
  throw refuseCondition(
    site.path,
    'it begins with no known key; write all, any, not, atLeast, segment, field, event, rows or sequence',
  )
}

function compileProperty(condition: PropertyCondition, site: Site): Evaluator {
  if (site.row === undefined)
    throw refuseCondition(site.path, 'a `property` can only stand inside a `where` or a filter of a trigger')
  const path = compilePath(condition.property, site.row, site.environment, site.path)
  const test = compileValueTest(condition, path, site)
  const { read } = path
  return { timeless: test.timeless, verdict: (scope) => test.verdict(read(scope.row, scope), scope) }
}

function compileEvent(condition: EventCondition, site: Site): Evaluator {
  const shape = shapeOfEvent(condition.event, site.environment)
  return compileBehaviour(condition, eventSeries(condition.event), shape, undefined, site)
}

function compileRows(condition: RowsCondition, site: Site): Evaluator {
  const { rows, via } = condition
  const { tables } = site.environment
  const shape = shapeOfTable(rows, site.environment)
  if (shape === undefined && tables.size > 0)
    throw refuseCondition(site.path, `the table \`${rows}\` is not declared`)
  if ((via === undefined) !== (site.row === undefined))
    throw refuseCondition(
      site.path,
      'rows inside the `where` of rows need `via`, the link to the row at hand; elsewhere they take none',
    )
  if (via !== undefined && (site.table === undefined || tables.get(rows)?.links?.[via] !== site.table))
    throw refuseCondition(site.path, `\`${via}\` is no link of \`${rows}\` to the rows at hand`)
  return compileBehaviour(condition, rowSeries(rows, via), shape ?? OPEN_SHAPE, rows, site)
}

/** A segment stands for its condition. */
function compileSegment(id: string, site: Site): Evaluator {
  const known = site.compiled.get(id)
  if (known !== undefined) return known
  if (site.segments.includes(id)) {
    const cycle = [...site.segments.slice(site.segments.indexOf(id)), id].join(' → ')
    throw new ClienteleError(
      'DEFINITION_CYCLE',
      `The segments go round in a circle: ${cycle}; take one of them out.`,
    )
  }
  const condition = site.environment.segments.get(id)
  if (condition === undefined) throw refuseCondition(site.path, `the segment \`${id}\` is not defined`)
  const compiled = oncePerScope(
    compilePart(condition, {
      ...rootSite(site.environment),
      compiled: site.compiled,
      traits: site.traits,
      segments: [...site.segments, id],
    }),
  )
  site.compiled.set(id, compiled)
  return compiled
}

/** However many parts stand on a segment, an evaluation finds its verdict once: no `where` can name one. */
function oncePerScope({ verdict, timeless }: Evaluator): Evaluator {
  let asked: Scope | undefined
  let answer = 0
  return {
    timeless,
    verdict: (scope) => {
      if (scope === asked) return answer
      answer = verdict(scope)
      asked = scope
      return answer
    },
  }
}
