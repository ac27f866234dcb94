import type {
  Condition,
  EventCondition,
  FieldCondition,
  Operand,
  PropertyCondition,
  RowsCondition,
} from '@clientele/core'
import { eventTest, rowsTest } from './behaviour.ts'
import { allOf, anyOf, atLeastOf, type Bounds, notOf, UNKNOWN } from './bounds.ts'
import { type Cost, costOf, isTooDear, together } from './cost.ts'
import { fieldTest } from './field-test.ts'
import { type PathValue, pathValue, testPath } from './path-value.ts'
import type { Place } from './place.ts'
import { sequenceTest } from './sequence.ts'
import { setDriverOf } from './set-driver.ts'
import { positiveOf, testValue } from './value-test.ts'

/**
 * What SQL knows of a condition where it stands. The condition has been accepted by `compileCondition` of core, which
 * is what says no; here a part that SQL cannot say, or not for its price, only widens the bounds.
 */
export function conditionBounds(place: Place, condition: Condition): Bounds {
  const { environment } = place
  const known = new Map<string, Cost>()
  if (!isTooDear(costOf(condition, environment, known))) return boundsOf(place, condition)
  if ('segment' in condition)
    return conditionBounds(place, environment.segments.get(condition.segment) as Condition)
  if (!('all' in condition)) return UNKNOWN
  // Those that can be asked for their price narrow down whom the others are about.
  let spent: Cost = { comparisons: 0, levels: 0 }
  const asked = condition.all.filter((part) => {
    const after = together([spent, costOf(part, environment, known)])
    if (isTooDear(after)) return false
    spent = after
    return true
  })
  return allOf([boundsOf(place, { all: asked }), UNKNOWN])
}

function boundsOf(place: Place, condition: Condition): Bounds {
  const part = (one: Condition): Bounds => boundsOf(place, one)
  if ('all' in condition) return allOf(condition.all.map(driven(place, condition.all)))
  if ('any' in condition) return anyOf(condition.any.map(part))
  if ('not' in condition && !('sequence' in condition)) return notOf(part(condition.not))
  if ('atLeast' in condition) return atLeastOf(condition.atLeast, condition.of.map(part))
  if ('property' in condition) return propertyTest(place, condition)
  if ('rows' in condition) return rowsTest(place, condition as RowsCondition, boundsOf)
  if ('segment' in condition)
    return boundsOf(place, place.environment.segments.get(condition.segment) as Condition)
  if ('field' in condition) return fieldTest(place, condition as FieldCondition)
  if ('sequence' in condition) return sequenceTest(place, condition, boundsOf)
  return eventTest(place, condition as EventCondition, boundsOf)
}

/** Compiles the parts that must all be true: one gathers its contacts, the others are asked about those alone. */
function driven(place: Place, parts: readonly Condition[]): (part: Condition, index: number) => Bounds {
  const driver = place.form === 'sets' ? setDriverOf(parts, place.environment, place.at) : undefined
  if (driver === undefined) return (part) => boundsOf(place, part)
  const asked: Place = { ...place, form: 'probes' }
  return (part, index) => boundsOf(index === driver ? place : asked, part)
}

function propertyTest(place: Place, condition: PropertyCondition): Bounds {
  if (place.row === undefined) throw new TypeError('Expected a property inside a `where`, got one outside')
  const { shape, properties } = place.row
  const path = pathValue(place, condition.property, shape, properties)
  const { test, negated } = positiveOf(condition)
  const bounds =
    path?.many === true && (test.op === 'hasAny' || test.op === 'hasAll')
      ? amongMany(place, path, test.op, test.value as readonly Operand[], condition.ignoreCase)
      : testPath(place, path, (json) => testValue(place, test, { type: path?.type }, json))
  return negated ? notOf(bounds) : bounds
}

/** Of the many that a path leads to, one is each (or any) of the operands; of nothing, none is. */
function amongMany(
  place: Place,
  path: PathValue,
  op: 'hasAny' | 'hasAll',
  operands: readonly Operand[],
  ignoreCase: boolean | undefined,
): Bounds {
  const found = operands.map((value) =>
    testPath(place, path, (json) => testValue(place, { op: 'eq', value, ignoreCase }, path, json)),
  )
  const some = testPath(place, path, () => allOf([]))
  return allOf([some, op === 'hasAll' ? allOf(found) : anyOf(found)])
}
