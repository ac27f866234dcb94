import type { compilePath, PlannedMeasure } from '@clientele/core'
import { sql } from 'kysely'
import type { SqlDialect } from '../dialect.ts'
import { fieldJson } from '../select/field-json.ts'
import { FALSE, type Fragment, or } from '../select/fragment.ts'
import { pathValue, singleValue } from '../select/path-value.ts'
import type { Place } from '../select/place.ts'
import { type Reading, readJsonAs, scalarOf } from '../select/reading.ts'
import { type SumColumns, sumColumns } from './sum-columns.ts'

/** What a measure reads of each row, and what is made of it in each group. */
export interface MeasureColumns extends SumColumns {
  /** Columns by name, of each row. */
  readonly read: { readonly [column: string]: Fragment }
  /** Columns of the group, beside the value: how many values, and the currencies. */
  readonly count: Fragment
  readonly isText: boolean
  readonly currencies: readonly [lowest: Fragment, highest: Fragment] | undefined
  /** A row about whose value there is a doubt. */
  readonly doubt: Fragment
}

interface Found {
  readonly json: Fragment
  readonly type: ReturnType<typeof compilePath>['type']
  readonly doubt: Fragment
}

/** Prepares a measure; `undefined`: the database cannot say it. */
export function measureColumns(
  dialect: SqlDialect,
  place: Place,
  measure: PlannedMeasure,
  name: string,
  contactId: Fragment,
): MeasureColumns | undefined {
  const column = sql.ref(name)
  if (measure.of === 'contacts') {
    const count = sql`count(distinct ${column})`
    return {
      read: { [name]: contactId },
      count,
      value: count,
      isText: false,
      isOff: FALSE,
      currencies: undefined,
      doubt: FALSE,
    }
  }
  const found = measure.field === undefined ? property(place, measure.property) : field(place, measure.field)
  if (found === undefined) return undefined
  const value = measuredOf(place, measure, found)
  if (value === undefined) return undefined
  const currency = measure.currency === undefined ? undefined : property(place, measure.currency)
  if (measure.currency !== undefined && currency === undefined) return undefined
  const money = `${name}_currency`
  return {
    read: {
      [name]: value.of,
      ...(value.less === undefined ? {} : { [`${name}_less`]: value.less }),
      ...(currency === undefined
        ? {}
        : { [money]: sql`(case when ${value.of} is not null then ${asText(currency.json)} end)` }),
    },
    count: sql`count(${column})`,
    ...aggregate(dialect, measure.of, column, value.less && sql.ref(`${name}_less`)),
    isText: value.isText && (measure.of === 'min' || measure.of === 'max'),
    currencies:
      currency === undefined ? undefined : [sql`min(${sql.ref(money)})`, sql`max(${sql.ref(money)})`],
    doubt: or(found.doubt, value.doubt, currency?.doubt ?? FALSE),
  }
}

function aggregate(
  dialect: SqlDialect,
  of: Exclude<PlannedMeasure['of'], 'contacts'>,
  column: Fragment,
  less: Fragment | undefined,
): Pick<MeasureColumns, 'value' | 'part' | 'isOff'> {
  if (of === 'distinct') return { value: sql`count(distinct ${column})`, isOff: FALSE }
  if (of === 'min' || of === 'max') return { value: sql`${sql.raw(of)}(${column})`, isOff: FALSE }
  return sumColumns(dialect, column, less)
}

interface Value {
  readonly of: Fragment
  /** What is taken off it, where it is added up. */
  readonly less?: Fragment | undefined
  readonly isText: boolean
  readonly doubt: Fragment
}

/** What of a value is measured, as core's measures read it. */
function measuredOf(place: Place, { of, minus }: PlannedMeasure, found: Found): Value | undefined {
  const { json } = place
  const reading = readJsonAs(json, found.json, found.type === 'json' ? undefined : found.type)
  const isSum = of === 'sum' || of === 'avg'
  const isExtreme = of === 'min' || of === 'max'
  if (isExtreme && found.type === 'json' && minus === undefined) return undefined
  if (isSum) return addedOf(place, reading, minus)
  if (minus !== undefined || (isExtreme && found.type === undefined)) return numberOf(place, reading, minus)
  if (of === 'distinct') return differentOf(place, found, reading)
  const { text, number, doubt, rough, marked } = reading
  if (text !== undefined) return { of: json.ordered(text), isText: true, doubt: or(doubt, marked) }
  return number === undefined ? undefined : { of: json.float(number), isText: false, doubt: or(doubt, rough) }
}

/** What is added, as the database has it: one decimal, or a binary64. */
function addedOf(place: Place, whole: Reading, minus: string | undefined): Value | undefined {
  if (whole.number === undefined) return undefined
  const doubt = or(whole.doubt, whole.rough)
  if (minus === undefined) return { of: whole.number, isText: false, doubt }
  const less = lessOf(place, minus)
  return less && { of: whole.number, less: less.of, isText: false, doubt: or(doubt, less.doubt) }
}

function numberOf(place: Place, whole: Reading, minus: string | undefined): Value | undefined {
  const { json } = place
  if (whole.number === undefined) return undefined
  const number = json.float(whole.number)
  const doubt = or(whole.doubt, whole.rough)
  if (minus === undefined) return { of: number, isText: false, doubt }
  const less = lessOf(place, minus)
  return (
    less && {
      of: sql`(${number} - coalesce(${json.float(less.of)}, 0))`,
      isText: false,
      doubt: or(doubt, less.doubt),
    }
  )
}

function lessOf(
  place: Place,
  minus: string,
): { readonly of: Fragment; readonly doubt: Fragment } | undefined {
  const found = property(place, minus)
  if (found === undefined) return undefined
  const less = readJsonAs(place.json, found.json, found.type === 'json' ? undefined : found.type)
  return less.number && { of: less.number, doubt: or(found.doubt, less.doubt, less.rough) }
}

function differentOf({ json }: Place, found: Found, reading: Reading): Value | undefined {
  const isOpen = found.type === undefined || found.type === 'json'
  const one = isOpen ? scalarOf(json, found.json) : (reading.text ?? reading.number ?? reading.boolean)
  return one && { of: one, isText: true, doubt: or(reading.doubt, reading.rough) }
}

function property(place: Place, path: string | undefined): Found | undefined {
  const { row } = place
  if (path === undefined || row === undefined) return undefined
  const found = pathValue(place, path, row.shape, row.properties)
  return found === undefined || found.many
    ? undefined
    : { json: singleValue(found), type: found.type, doubt: found.doubt }
}

function field(place: Place, name: string): Found | undefined {
  const json = fieldJson(place, name)
  return json && { json, type: place.environment.fields?.get(name), doubt: FALSE }
}

/** JSON as its text. */
export function asText(json: Fragment): Fragment {
  return sql`cast(${json} as text)`
}
