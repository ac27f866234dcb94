import { type Duration, parseDuration, type SequenceCondition, type SequenceStep } from '@clientele/core'
import { sql } from 'kysely'
import { type CompilePart, whereZoneIsDefault } from './behaviour.ts'
import { ALWAYS, allOf, type Bounds, isExact } from './bounds.ts'
import { and, FALSE, type Fragment, not } from './fragment.ts'
import { eventsNamed, type Happenings } from './happenings.ts'
import type { Place } from './place.ts'
import { windowBounds } from './window-bounds.ts'

const DAY_MS = 86_400_000
/** A day of the calendar is longer or shorter than 24 hours by a change of the zone. */
const ZONE_SLACK = 27 * 3_600_000

interface Step {
  readonly events: Happenings
  readonly where: Bounds
}

/** A, then B within D, or then not: the second event by the order of (`occurredAt`, `receivedAt`, `messageId`). */
export function sequenceTest(place: Place, condition: SequenceCondition, compile: CompilePart): Bounds {
  const window = windowBounds(place, condition.window)
  const first = stepOf(place, condition.sequence, compile)
  const { properties, shape } = first.events.row
  const second = stepOf({ ...place, first: { properties, shape } }, condition.then, compile)
  const length = lengthOf(parseDuration(condition.within))
  const isKnown = length.least === length.most && isExact(first.where) && isExact(second.where)

  const side = (kind: 'sure' | 'maybe'): Fragment => {
    const { events, where } = first
    const sure = kind === 'sure'
    const shortest = sure !== (condition.not ?? false) ? length.least : length.most
    const own = and(
      sql`(${events.contactId} = ${place.contact().id})`,
      events.named,
      window.holds(events.at),
      sure ? where.sure : where.maybe,
    )
    if (condition.not !== true) return exists(events, and(own, follows(place, first, second, kind, shortest)))
    const over = sql`(${events.at} + ${sql.lit(sure ? length.most : length.least)} <= ${place.json.parameter.instant(place.at)})`
    return exists(
      events,
      and(own, over, not(follows(place, first, second, sure ? 'maybe' : 'sure', shortest))),
    )
  }
  const sure = side('sure')
  const bounds: Bounds = { sure, maybe: isKnown ? sure : side('maybe') }
  return window.zoned ? whereZoneIsDefault(place, bounds) : bounds
}

function stepOf(place: Place, step: SequenceStep, compile: CompilePart): Step {
  const events = eventsNamed(place, step.event)
  const where = step.where === undefined ? ALWAYS : compile({ ...place, row: events.row }, step.where)
  return { events, where: allOf([events.meant, where]) }
}

function exists(events: Happenings, where: Fragment): Fragment {
  return where === FALSE ? FALSE : sql`exists (select 1 from ${events.from} where ${where})`
}

function follows(place: Place, a: Step, b: Step, side: 'sure' | 'maybe', length: number): Fragment {
  const { events, where } = b
  return exists(
    events,
    and(
      sql`(${events.contactId} = ${a.events.contactId})`,
      events.named,
      sql`(${events.at} >= ${a.events.at})`,
      sql`(${events.at} < ${a.events.at} + ${sql.lit(length)})`,
      sql`(${events.at} <= ${place.json.parameter.instant(place.at)})`,
      sql`((${sql.join(events.order)}) > (${sql.join(a.events.order)}))`,
      side === 'sure' ? where.sure : where.maybe,
    ),
  )
}

/** How long a duration is, wherever it is laid. */
function lengthOf(duration: Duration): { readonly least: number; readonly most: number } {
  if (duration.kind === 'exact') return { least: duration.ms, most: duration.ms }
  const { months, days } = duration
  return {
    least: Math.max(0, (months * 28 + days) * DAY_MS - ZONE_SLACK),
    most: (months * 31 + days) * DAY_MS + ZONE_SLACK,
  }
}
