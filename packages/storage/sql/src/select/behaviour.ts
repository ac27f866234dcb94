import {
  type BehaviourTest,
  type Condition,
  type EventCondition,
  type RowsCondition,
  readAs,
} from '@clientele/core'
import { sql } from 'kysely'
import { ALWAYS, allOf, anyOf, type Bounds, mapBounds, NEVER, notOf, UNKNOWN } from './bounds.ts'
import { and, FALSE, not, or } from './fragment.ts'
import { eventsNamed, type Happenings, rowsOf } from './happenings.ts'
import { conditions, type Matching } from './matching.ts'
import { measured } from './measure.ts'
import { isInDefaultZone, type Place } from './place.ts'
import { windowBounds } from './window-bounds.ts'

/** Compiles a part of a condition where it stands. */
export type CompilePart = (place: Place, condition: Condition) => Bounds

/** A test of the contact's events of a name. */
export function eventTest(place: Place, condition: EventCondition, compile: CompilePart): Bounds {
  return behaviour(place, condition, compile, (inner) => eventsNamed(inner, condition.event))
}

/** A test of the contact's rows of a table. */
export function rowsTest(place: Place, condition: RowsCondition, compile: CompilePart): Bounds {
  return behaviour(place, condition, compile, (inner) => rowsOf(inner, condition))
}

function behaviour(
  place: Place,
  test: BehaviourTest,
  compile: CompilePart,
  happeningsIn: (place: Place) => Happenings | undefined,
): Bounds {
  const window = windowBounds(place, test.window)
  let ties = false
  // What a `where` asks of the contact ties the subquery to one; of the row at hand it may ask what it likes.
  const watched: Place = {
    ...place,
    contact: () => {
      ties = true
      return place.contact()
    },
  }
  const happenings = happeningsIn(watched)
  if (happenings === undefined) return UNKNOWN
  const where = test.where === undefined ? ALWAYS : compile({ ...watched, row: happenings.row }, test.where)
  const matching: Matching = { happenings, where: allOf([happenings.meant, where]), window }
  const bounds = compared(place, test, matching, !ties && window.short)
  return window.zoned ? whereZoneIsDefault(place, bounds) : bounds
}

/** The bounds hold in the default zone; of the other contacts SQL knows nothing. */
export function whereZoneIsDefault(place: Place, { sure, maybe }: Bounds): Bounds {
  const local = isInDefaultZone(place)
  return { sure: and(local, sure), maybe: or(not(local), maybe) }
}

function compared(place: Place, test: BehaviourTest, matching: Matching, asSet: boolean): Bounds {
  const { op = 'gte', value = 1, measure } = test
  if (measure !== undefined && measure.of !== 'count') return measured(place, test, matching)
  const least = (count: number): Bounds => atLeast(place, matching, Math.ceil(count), asSet)
  const exact = (count: number): Bounds =>
    Number.isInteger(count) && count >= 0 ? allOf([least(count), notOf(least(count + 1))]) : NEVER
  if (op === 'exists') return ALWAYS
  if (op === 'missing') return NEVER
  const operands = (Array.isArray(value) ? value : [value]).map((one) => readAs(one, 'number', 'UTC'))
  if (!operands.every((operand) => typeof operand === 'number')) return UNKNOWN
  const [first = 0, second = 0] = operands as readonly number[]
  switch (op) {
    case 'gte':
      return least(first)
    case 'gt':
      return least(Math.floor(first) + 1)
    case 'lt':
      return notOf(least(first))
    case 'lte':
      return notOf(least(Math.floor(first) + 1))
    case 'eq':
      return exact(first)
    case 'ne':
      return notOf(exact(first))
    case 'between':
      return allOf([least(first), notOf(least(Math.floor(second) + 1))])
    case 'in':
    case 'hasAny':
      return anyOf((operands as readonly number[]).map(exact))
    case 'notIn':
    case 'hasNone':
      return notOf(anyOf((operands as readonly number[]).map(exact)))
    default:
      return UNKNOWN
  }
}

/** Are there so many matches? As a set of contacts at once, or asked of each. */
function atLeast(place: Place, matching: Matching, count: number, asSet: boolean): Bounds {
  if (count <= 0) return ALWAYS
  const { happenings } = matching
  const owner = place.row?.contactId ?? place.contact().id
  // A row within a row is looked for by its own link, not gathered for everybody.
  const gathered = asSet && place.form === 'sets' && place.row === undefined
  return mapBounds(matching.where, (side) => {
    if (side === FALSE) return FALSE
    if (gathered) {
      const having =
        count === 1 ? sql`` : sql` group by ${happenings.contactId} having count(*) >= ${sql.lit(count)}`
      return sql`(${owner} in (select ${happenings.contactId} from ${happenings.from}
        where ${conditions(matching, side)} and ${happenings.contactId} is not null${having}))`
    }
    const own = and(sql`(${happenings.contactId} = ${owner})`, conditions(matching, side))
    if (count === 1) return sql`exists (select 1 from ${happenings.from} where ${own})`
    return sql`((select count(*) from (select 1 from ${happenings.from} where ${own} limit ${sql.lit(count)}) as ${sql.ref(
      place.alias('few'),
    )}) >= ${sql.lit(count)})`
  })
}
