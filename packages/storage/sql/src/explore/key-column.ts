import type { ColumnType, PlannedDimension, PlannedKey } from '@clientele/core'
import { sql } from 'kysely'
import type { SqlDialect } from '../dialect.ts'
import { isExact } from '../select/bounds.ts'
import { conditionBounds } from '../select/condition-bounds.ts'
import { fieldJson } from '../select/field-json.ts'
import { and, FALSE, type Fragment, not, or } from '../select/fragment.ts'
import { pathValue, singleValue } from '../select/path-value.ts'
import type { Place } from '../select/place.ts'
import { aggregateValue } from './aggregate-value.ts'
import type { Explored } from './explored.ts'
import { asText } from './measure-columns.ts'
import { asItIs, type OwnKey, ownKey } from './own-key.ts'
import { spanNumber } from './span-number.ts'

/** What a dimension reads. */
export interface KeyColumn {
  readonly of: Fragment
  /** JSON as text, a whole number, or a scalar as it is. */
  readonly kind: 'json' | 'number' | 'scalar'
  /** Is it the contact's, and dear to compute? Then it is computed once for each contact. */
  readonly perContact: boolean
  readonly doubt: Fragment
  /** The same, so that every key is a cell of its own. */
  readonly own: OwnKey
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
  { place, at }: Explored,
  dimension: PlannedDimension,
  calendar: Calendar,
): KeyColumn | undefined {
  if ('happened' in dimension) {
    if (at === undefined) return undefined
    const { of, doubt } = spanNumber(dialect, at, dimension.happened, calendar)
    return { of, doubt, kind: 'number', perContact: false, own: asItIs(of) }
  }
  const whole: Place = { ...place, row: undefined }
  if ('cases' in dimension) return casesColumn(whole, dimension.cases)
  if ('aggregate' in dimension) {
    const found = aggregateValue(whole, dimension.aggregate)
    return found && { ...found, kind: 'scalar', perContact: true, own: asItIs(found.of) }
  }
  if ('field' in dimension) {
    const json = fieldJson(place, dimension.field)
    return json && jsonColumn(place, json, place.environment.fields?.get(dimension.field), FALSE)
  }
  const { row } = place
  const found = row && pathValue(place, dimension.property, row.shape, row.properties)
  if (found === undefined || found.many) return undefined
  return jsonColumn(place, singleValue(found), found.type, found.doubt)
}

function jsonColumn(
  { json }: Place,
  value: Fragment,
  type: ColumnType | undefined,
  doubt: Fragment,
): KeyColumn {
  return { of: asText(value), kind: 'json', perContact: false, doubt, own: ownKey(json, value, type) }
}

function casesColumn(
  place: Place,
  conditions: Extract<PlannedKey, { readonly cases: unknown }>['cases'],
): KeyColumn {
  const bounds = conditions.map((one) => conditionBounds(place, one))
  const cases = bounds.map(({ sure }, index) => sql`when ${sure} then ${sql.lit(index)}`)
  const of = sql`(case ${sql.join(cases, sql` `)} else -1 end)`
  const open = bounds.filter((one) => !isExact(one)).map(({ sure, maybe }) => and(maybe, not(sure)))
  return {
    of,
    own: asItIs(of),
    kind: 'number',
    perContact: true,
    doubt: or(...open),
  }
}
