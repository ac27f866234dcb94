import {
  type BehaviourTest,
  type ColumnType,
  type Measure,
  type Operand,
  readAs,
  type Scalar,
} from '@clientele/core'
import { sql } from 'kysely'
import { allOf, type Bounds, exactly, exceptWhere, isExact, notOf, UNKNOWN } from './bounds.ts'
import { type Comparator, compareReadings } from './compare.ts'
import { and, FALSE, type Fragment, not, or, settled } from './fragment.ts'
import { conditions, type Matching } from './matching.ts'
import { literalOf, readOperand } from './operand.ts'
import { pathValue, singleValue } from './path-value.ts'
import type { Place } from './place.ts'
import { NOTHING, type Reading, readJsonAs, scalarOf } from './reading.ts'
import { positiveOf } from './value-test.ts'

const DAY_MS = 86_400_000
type Of<Kind extends Measure['of']> = Extract<Measure, { readonly of: Kind }>
type Numeric = 'sum' | 'avg' | 'min' | 'max' | 'distinct' | 'first' | 'last'

/** What a measure came to, and where SQL cannot tell. */
interface Measured {
  readonly reading: Reading
  readonly type: ColumnType | undefined
  /** Values about which the answer may be another one. */
  readonly near?: ((operand: Fragment) => Fragment) | undefined
}

/** A measure over the matches of one contact, compared with a number or a text. */
export function measured(place: Place, test: BehaviourTest, matching: Matching): Bounds {
  const { measure } = test
  if (measure === undefined || measure.of === 'count') return UNKNOWN
  const { test: positive, negated } = positiveOf({ op: test.op ?? 'gte', value: test.value })
  const bounds = withDoubt(
    measure.of === 'daysSince'
      ? daysSince(place, positive, matching)
      : valueMeasure(place, positive, measure as Of<Numeric>, matching),
    unknownMatch(place, matching),
  )
  return negated ? notOf(bounds) : bounds
}

/**
 * What a count, an extreme, or the first or last value of the contact's matches is, as a number or a text, and where SQL
 * cannot tell; `undefined`: it cannot say it.
 */
export function measuredValueOf(
  place: Place,
  measure: Measure,
  matching: Matching,
): { readonly of: Fragment; readonly doubt: Fragment } | undefined {
  const unknown = unknownMatch(place, matching)
  if (measure.of === 'count') return { of: aggregate(place, matching, sql`count(*)`), doubt: unknown }
  if (!(measure.of === 'first' || measure.of === 'last' || measure.of === 'min' || measure.of === 'max'))
    return undefined
  const found = valueOfMatches(place, measure, matching)
  if (found === undefined) return undefined
  const { text, number, doubt, marked } = found.whole.reading
  const of = text ?? (number && place.json.float(number))
  return of && { of, doubt: or(unknown, found.doubt, doubt, marked) }
}

type Test = Pick<BehaviourTest, 'op' | 'value'>

const SIGNS: { readonly [op: string]: Fragment } = {
  eq: sql`=`,
  lt: sql`<`,
  lte: sql`<=`,
  gt: sql`>`,
  gte: sql`>=`,
}

/** The same arithmetic as core's: one subtraction and one division of binary64. */
function daysSince(place: Place, { op, value }: Test, matching: Matching): Bounds {
  const { json } = place
  const latest = aggregate(place, matching, sql`max(${matching.happenings.at})`)
  if (op === 'exists') return exactly(sql`(${latest} is not null)`)
  const sign = SIGNS[op as string]
  const days = readAs(value as never, 'number', 'UTC')
  if (sign === undefined || typeof days !== 'number') return UNKNOWN
  const { float } = json.parameter
  const since = sql`((${float(place.at)} - ${json.float(latest)}) / ${float(DAY_MS)})`
  return exactly(sql`(${since} ${sign} ${float(days)})`)
}

function valueMeasure(place: Place, test: Test, measure: Of<Numeric>, matching: Matching): Bounds {
  const found = valueOfMatches(place, measure, matching)
  return found === undefined ? UNKNOWN : withDoubt(compareMeasured(place, test, found.whole), found.doubt)
}

function valueOfMatches(
  place: Place,
  measure: Of<Numeric>,
  matching: Matching,
): { readonly whole: Measured; readonly doubt: Fragment } | undefined {
  const { happenings } = matching
  const inner: Place = { ...place, row: happenings.row }
  const path = pathValue(inner, measure.property, happenings.row.shape, happenings.row.properties)
  if (path === undefined || path.many) return undefined
  const { of } = measure
  const type = path.type === 'json' ? undefined : path.type
  const found = singleValue(path)
  const value = readJsonAs(place.json, found, type)
  // Whoever has a match about whose value there is a doubt is left to core.
  const doubt = anyMatch(
    place,
    matching,
    or(path.doubt, value.doubt, of === 'sum' || of === 'avg' ? FALSE : value.rough),
  )
  const whole = measuredValue(place, of, type, value, found, matching)
  return whole && { whole, doubt }
}

function withDoubt(bounds: Bounds, doubt: Fragment): Bounds {
  if (doubt === FALSE) return bounds
  return { sure: and(bounds.sure, sql`(not ${doubt})`), maybe: or(bounds.maybe, doubt) }
}

function measuredValue(
  place: Place,
  of: Numeric,
  type: ColumnType | undefined,
  { text, number, marked }: Reading,
  json: Fragment,
  matching: Matching,
): Measured | undefined {
  switch (of) {
    case 'sum':
    case 'avg':
      return number === undefined ? undefined : total(place, of, number, matching)
    case 'min':
    case 'max': {
      const best = sql.raw(of)
      if (number !== undefined && (type === undefined || text === undefined))
        return {
          reading: { ...NOTHING, number: aggregate(place, matching, sql`${best}(${number})`) },
          type: type ?? 'number',
        }
      if (text === undefined) return undefined
      return {
        reading: {
          ...NOTHING,
          text: aggregate(place, matching, sql`${best}(${place.json.ordered(text)})`),
          marked: anyMatch(place, matching, marked),
          doubt: anyMatch(place, matching, marked),
        },
        type,
      }
    }
    case 'distinct': {
      const one = type === undefined ? scalarOf(place.json, json) : (text ?? number)
      if (one === undefined) return undefined
      return {
        reading: { ...NOTHING, number: aggregate(place, matching, sql`count(distinct ${one})`) },
        type: 'number',
      }
    }
    case 'first':
    case 'last': {
      if (type === undefined || type === 'boolean') return undefined
      const one = text ?? number
      if (one === undefined) return undefined
      const edge = edgeOf(place, matching, one, of)
      return {
        reading:
          text === undefined
            ? { ...NOTHING, number: edge }
            : { ...NOTHING, text: edge, marked: anyMatch(place, matching, marked) },
        type,
      }
    }
  }
}

/**
 * A sum in another order of another rounding: whole numbers come to the same, about the others a last digit may
 * decide. An average is a quotient, and rounded at that.
 */
function total(place: Place, of: 'sum' | 'avg', number: Fragment, matching: Matching): Measured {
  const { json } = place
  const float = json.float(number)
  const sum = aggregate(place, matching, of === 'sum' ? sql`coalesce(sum(${float}), 0)` : sql`avg(${float})`)
  const size = aggregate(place, matching, sql`coalesce(sum(abs(${float})), 0)`)
  const broken = aggregate(
    place,
    matching,
    sql`coalesce(max(case when ${number} = round(${number}) then 0 else 1 end), 0)`,
  )
  return {
    reading: { ...NOTHING, number: sum },
    type: 'number',
    near: (operand) => {
      const near = sql`(abs(${sum} - ${operand}) <= 1e-9 * (${size} + abs(${operand})))`
      return of === 'avg' ? near : sql`(${near} and (${broken} = 1 or ${size} > 9e15))`
    },
  }
}

function compareMeasured(place: Place, { op, value }: Test, { reading, type, near }: Measured): Bounds {
  const { json } = place
  const made = reading.text ?? reading.number
  if (op === 'exists') return exactly(sql`(${made} is not null)`)
  if (!(op === 'eq' || op === 'lt' || op === 'lte' || op === 'gt' || op === 'gte')) return between()
  return one(op, value as Operand)

  function between(): Bounds {
    if (op !== 'between' || !Array.isArray(value)) return UNKNOWN
    const [low, high] = value as unknown as readonly [Operand, Operand]
    return allOf([one('gte', low), one('lte', high)])
  }

  function one(comparator: Comparator, operand: Operand): Bounds {
    const literal: Scalar | undefined = literalOf(operand, { type, fold: false })
    if (literal === undefined) return UNKNOWN
    const other = readOperand(place, operand, { type, fold: false })
    if (near === undefined || typeof literal !== 'number')
      return compareReadings(json, reading, comparator, other)
    const { float } = json.parameter
    const sign = SIGNS[comparator] as Fragment
    return exceptWhere(near(float(literal)), sql`(${reading.number} ${sign} ${float(literal)})`)
  }
}

/** An aggregate over the matches of the contact. */
function aggregate(place: Place, matching: Matching, what: Fragment): Fragment {
  return sql`(select ${what} from ${matching.happenings.from} where ${own(place, matching)})`
}

/** Is a fragment true of one of the matches? */
function anyMatch(place: Place, matching: Matching, fragment: Fragment): Fragment {
  if (fragment === FALSE) return FALSE
  const found = and(own(place, matching), settled(fragment))
  return sql`exists (select 1 from ${matching.happenings.from} where ${found})`
}

/** Is there a match of which SQL does not know whether it is one? */
function unknownMatch(place: Place, matching: Matching): Fragment {
  const { happenings, where } = matching
  if (isExact(where)) return FALSE
  const found = and(ofContact(place, matching), conditions(matching, and(where.maybe, not(where.sure))))
  return sql`exists (select 1 from ${happenings.from} where ${found})`
}

function edgeOf(place: Place, matching: Matching, value: Fragment, of: 'first' | 'last'): Fragment {
  const direction = sql.raw(of === 'first' ? 'asc' : 'desc')
  const order = sql.join(
    matching.happenings.order.map((column) => sql`${column} ${direction}`),
    sql`, `,
  )
  return sql`(select ${value} from ${matching.happenings.from}
    where ${and(own(place, matching), sql`(${value} is not null)`)} order by ${order} limit 1)`
}

function own(place: Place, matching: Matching): Fragment {
  return and(ofContact(place, matching), conditions(matching, matching.where.sure))
}

function ofContact(place: Place, { happenings }: Matching): Fragment {
  return sql`(${happenings.contactId} = ${place.row?.contactId ?? place.contact().id})`
}
