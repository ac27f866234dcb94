import type { PlannedDimension } from '@clientele/core'
import { sql } from 'kysely'
import type { SqlDialect } from '../dialect.ts'
import { isExact } from '../select/bounds.ts'
import { conditionBounds } from '../select/condition-bounds.ts'
import { fieldJson } from '../select/field-json.ts'
import { and, FALSE, type Fragment, not, or } from '../select/fragment.ts'
import { pathValue, singleValue } from '../select/path-value.ts'
import type { Explored } from './explored.ts'
import { asText } from './measure-columns.ts'
import { spanNumber } from './span-number.ts'

/** What a dimension reads of each row: JSON as text, or a number. */
export interface KeyColumn {
  readonly of: Fragment
  readonly isJson: boolean
  readonly doubt: Fragment
}

/** Between which instants everything happened, and the zone of the calendar. */
export interface Calendar {
  readonly first: number
  readonly last: number
  readonly zone: string
}

/** Prepares a dimension; `undefined`: the database cannot say it. */
export function keyColumn(
  dialect: SqlDialect,
  { place, at, contactId }: Explored,
  dimension: PlannedDimension,
  calendar: Calendar,
): KeyColumn | undefined {
  if ('happened' in dimension) {
    if (at === undefined) return undefined
    const { of, doubt } = spanNumber(dialect, at, dimension.happened, calendar)
    return { of, doubt, isJson: false }
  }
  if ('cases' in dimension) {
    const bounds = dimension.cases.map((one) => conditionBounds({ ...place, row: undefined }, one))
    const cases = bounds.map(({ sure }, index) => sql`when ${sure} then ${sql.lit(index)}`)
    const open = bounds.filter((one) => !isExact(one)).map(({ sure, maybe }) => and(maybe, not(sure)))
    const of = sql`(case when ${contactId} is null then null ${sql.join(cases, sql` `)} else -1 end)`
    return { of, isJson: false, doubt: or(...open) }
  }
  if ('field' in dimension) {
    const json = fieldJson(place, dimension.field)
    return json && { of: asText(json), isJson: true, doubt: FALSE }
  }
  const { row } = place
  const found = row && pathValue(place, dimension.property, row.shape, row.properties)
  if (found === undefined || found.many) return undefined
  return { of: asText(singleValue(found)), isJson: true, doubt: found.doubt }
}
