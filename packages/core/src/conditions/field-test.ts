import { addDuration, parseDuration, readDuration } from '../time/duration.ts'
import { compileTrait, traitIdOf } from '../traits/compile.ts'
import type { FieldCondition } from './ast.ts'
import { looksAtClock } from './date-tests.ts'
import { refuseCondition } from './refuse.ts'
import { type Evaluator, NEVER } from './scope.ts'
import { type Site, within } from './site.ts'
import { type CompiledValueTest, compileValueTest } from './value-test.ts'

/** Compiles a comparison of a field of the contact, and since when it holds if that is asked. */
export function compileField(condition: FieldCondition, site: Site): Evaluator {
  const { field } = condition
  const traitId = site.environment.traits === undefined ? undefined : traitIdOf(field)
  if (traitId !== undefined) return compileTraitTest(condition, traitId, site)
  const { normalise, fields } = site.environment
  const recipe = normalise !== undefined && RECIPE_OPERATORS.has(condition.op)
  const type = fields?.get(field)
  const inside = within(site, 'value', { normalise: recipe ? (text) => normalise(field, text) : undefined })
  const test = compileValueTest(condition, { type, many: false }, { ...inside, path: site.path })
  if (condition.heldFor !== undefined) return compileHeldFor(condition, test, site)
  return { timeless: test.timeless, verdict: (scope) => test.verdict(scope.facts.field(field), scope) }
}

/** Compares a trait: until its value may change, or the comparison of it does. */
function compileTraitTest(condition: FieldCondition, traitId: string, site: Site): Evaluator {
  if (condition.heldFor !== undefined)
    throw refuseCondition(
      site.path,
      '`heldFor` cannot be asked of a trait; measure over the window that it should have held for',
    )
  const trait = compileTrait(traitId, site)
  const inside = { ...within(site, 'value', { normalise: undefined }), path: site.path }
  const test = compileValueTest(condition, { type: trait.type, many: false }, inside)
  return {
    timeless: false,
    verdict: (scope) => {
      const { value, end } = trait.find(scope)
      const verdict = test.verdict(value, scope)
      return verdict > 0 ? Math.min(verdict, end) : -Math.min(-verdict, end)
    },
  }
}

/** Comparisons of whole values; a part of a value cannot go through a recipe. */
const RECIPE_OPERATORS: ReadonlySet<string> = new Set([
  'eq',
  'ne',
  'in',
  'notIn',
  'hasAny',
  'hasAll',
  'hasNone',
])

/**
 * The comparison holds, and the value is what it is since at least, or less than, a duration. A value of which
 * nobody knows since when it is so has not been held.
 */
function compileHeldFor(condition: FieldCondition, test: CompiledValueTest, site: Site): Evaluator {
  const { field } = condition
  const { atLeast, lessThan } = condition.heldFor ?? {}
  if (looksAtClock(condition))
    throw refuseCondition(
      site.path,
      `\`heldFor\` cannot be asked of \`${condition.op}\`, which moves with time`,
    )
  if (atLeast === undefined && lessThan === undefined)
    throw refuseCondition(site.path, '`heldFor` takes `atLeast` or `lessThan`')
  for (const text of [atLeast, lessThan])
    if (text !== undefined && readDuration(text) === undefined)
      throw refuseCondition(site.path, '`heldFor` takes durations such as 30d or P1M')
  const least = atLeast === undefined ? undefined : parseDuration(atLeast)
  const most = lessThan === undefined ? undefined : parseDuration(lessThan)
  return {
    timeless: false,
    verdict: (scope) => {
      const { facts, now } = scope
      if (test.verdict(facts.field(field), scope) < 0) return NEVER
      const since = facts.fieldSince(field)
      if (since === undefined) return NEVER
      const end = most === undefined ? Infinity : addDuration(since, most, facts.zone)
      if (now >= end) return NEVER
      const start = least === undefined ? Number.NEGATIVE_INFINITY : addDuration(since, least, facts.zone)
      if (now >= start) return end
      return start < end ? -start : NEVER
    },
  }
}
