import type { PlannedHaving, PlannedMeasure, PlannedMeasureTest, Scalar } from '@clientele/core'
import { sql } from 'kysely'
import { allOf, anyOf, type Bounds, exactly, exceptWhere, NEVER, notOf, UNKNOWN } from '../select/bounds.ts'
import { FALSE, type Fragment } from '../select/fragment.ts'
import type { JsonSql } from '../select/json-sql.ts'
import { isPlain } from '../select/json-text.ts'

/** A measure of a group, as its columns stand in the statement. */
export interface GroupedMeasure {
  readonly of: PlannedMeasure['of'] | undefined
  readonly isText: boolean
  /** Has it millionths beside whole numbers? */
  readonly hasPart: boolean
}

/** What SQL knows of a condition on the measures of a group. */
export function havingBounds(
  json: JsonSql,
  having: PlannedHaving,
  measures: readonly GroupedMeasure[],
): Bounds {
  const part = (one: PlannedHaving): Bounds => havingBounds(json, one, measures)
  if ('all' in having) return allOf(having.all.map(part))
  if ('any' in having) return anyOf(having.any.map(part))
  if ('not' in having) return notOf(part(having.not))
  return testBounds(json, having, measures)
}

function testBounds(
  json: JsonSql,
  { measure, op, value }: PlannedMeasureTest,
  measures: readonly GroupedMeasure[],
): Bounds {
  const grouped = measure === 'size' ? undefined : measures[measure]
  const cell = grouped === undefined ? sql.ref('size') : cellOf(json, measure as number, grouped)
  const isText = grouped?.isText === true
  const doubt = grouped?.hasPart === true ? isRounded(measure as number) : FALSE
  const compare = (sign: string, operand: Scalar): Bounds => {
    if (typeof operand !== (isText ? 'string' : 'number')) return NEVER
    if (typeof operand === 'number')
      return exceptWhere(doubt, sql`(${cell} ${sql.raw(sign)} ${json.parameter.float(operand)})`)
    // The order of a text is known where its characters are stored as they are.
    if (!isPlain(String(operand))) return UNKNOWN
    const text = json.ordered(json.parameter.text(String(operand)))
    return exactly(sql`(${json.ordered(cell)} ${sql.raw(sign)} ${text})`)
  }
  if (op === 'exists') return exactly(sql`(${cell} is not null)`)
  if (op === 'missing') return exactly(sql`(${cell} is null)`)
  if (op === 'between') {
    const [low, high] = value as readonly [Scalar, Scalar]
    return allOf([compare('>=', low), compare('<=', high)])
  }
  if (op === 'ne') return notOf(compare('=', value as Scalar))
  return compare(SIGNS[op], value as Scalar)
}

const SIGNS = { eq: '=', lt: '<', lte: '<=', gt: '>', gte: '>=' } as const

/** What the measure comes to: a sum of nothing is 0, and a mean is one division of binary64, as in core. */
function cellOf(json: JsonSql, place: number, { of, hasPart }: GroupedMeasure): Fragment {
  const [value, part] = [sql.ref(`value${place}`), sql.ref(`part${place}`)]
  if (of !== 'sum' && of !== 'avg') return value
  const sum = hasPart
    ? sql`(case when ${part} = 0 then ${value} else (${value} * 1000000 + ${part}) / 1000000 end)`
    : json.float(value)
  if (of === 'sum') return sql`coalesce(${sum}, 0)`
  return sql`(${sum} / nullif(${sql.ref(`count${place}`)}, 0))`
}

/** Has the sum more digits than a binary64 holds? Then the database rounds twice. */
function isRounded(place: number): Fragment {
  return sql`(${sql.ref(`part${place}`)} <> 0 and abs(${sql.ref(`value${place}`)}) > 9000000000)`
}
