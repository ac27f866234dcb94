import { type Duration, type FieldCondition, parseDuration } from '@clientele/core'
import { sql } from 'kysely'
import { allOf, type Bounds, exactly, notOf, UNKNOWN } from './bounds.ts'
import { fieldJson } from './field-json.ts'
import type { Fragment } from './fragment.ts'
import { goldenField, type Place } from './place.ts'
import { positiveOf, testValue } from './value-test.ts'

/** Comparisons of whole values, whose operand goes through the recipe of the field. */
const RECIPE_OPERATORS: ReadonlySet<string> = new Set([
  'eq',
  'ne',
  'in',
  'notIn',
  'hasAny',
  'hasAll',
  'hasNone',
])

const DAY_MS = 86_400_000
const ZONE_SLACK = 27 * 3_600_000

/** A comparison of a field of the contact, and since when it holds if that is asked. */
export function fieldTest(place: Place, condition: FieldCondition): Bounds {
  const { field, heldFor } = condition
  const { normalise, fields } = place.environment
  const value = fieldJson(place, field)
  if (value === undefined) return UNKNOWN
  const recipe = normalise !== undefined && RECIPE_OPERATORS.has(condition.op)
  const { test, negated } = positiveOf(condition)
  const positive = testValue(
    place,
    test,
    {
      type: fields?.get(field),
      normalise: recipe ? (text: string): string => normalise(field, text) : undefined,
    },
    value,
  )
  const bounds = negated ? notOf(positive) : positive
  return heldFor === undefined ? bounds : allOf([bounds, held(place, field, heldFor)])
}

function held(place: Place, field: string, span: NonNullable<FieldCondition['heldFor']>): Bounds {
  const at = goldenField(place, field, 'at')
  if (at === undefined) return UNKNOWN
  const since = place.json.number(at)
  const parts: Bounds[] = []
  if (span.atLeast !== undefined) parts.push(hasPassed(place, since, parseDuration(span.atLeast)))
  if (span.lessThan !== undefined)
    parts.push(
      allOf([
        exactly(sql`(${since} is not null)`),
        notOf(hasPassed(place, since, parseDuration(span.lessThan))),
      ]),
    )
  return allOf(parts)
}

/** Has so much passed since an instant? A month is 28 to 31 days and what the zone does. */
function hasPassed(place: Place, since: Fragment, duration: Duration): Bounds {
  const passed = (ms: number): Fragment => sql`(${since} <= ${place.json.parameter.instant(place.at - ms)})`
  if (duration.kind === 'exact') return exactly(passed(duration.ms))
  const { months, days } = duration
  return {
    sure: exactly(passed((months * 31 + days) * DAY_MS + ZONE_SLACK)).sure,
    maybe: exactly(passed((months * 28 + days) * DAY_MS - ZONE_SLACK)).sure,
  }
}
