import type { ExplorationAggregate, Measure } from '@clientele/core'
import { ALWAYS, allOf } from '../select/bounds.ts'
import { conditionBounds } from '../select/condition-bounds.ts'
import { FALSE, type Fragment, not, or } from '../select/fragment.ts'
import { eventsNamed, rowsOf } from '../select/happenings.ts'
import { measuredValueOf } from '../select/measure.ts'
import { isInDefaultZone, type Place } from '../select/place.ts'
import { windowBounds } from '../select/window-bounds.ts'

/** A value over what the contact at hand did, as a scalar, and where SQL cannot tell; `undefined`: it cannot say it. */
export function aggregateValue(
  place: Place,
  aggregate: ExplorationAggregate,
): { readonly of: Fragment; readonly doubt: Fragment } | undefined {
  const happenings =
    'event' in aggregate ? eventsNamed(place, aggregate.event) : rowsOf(place, { rows: aggregate.rows })
  if (happenings === undefined) return undefined
  const window = windowBounds(place, aggregate.window)
  const inside: Place = { ...place, row: happenings.row }
  const where = aggregate.where === undefined ? ALWAYS : conditionBounds(inside, aggregate.where)
  const matching = { happenings, where: allOf([happenings.meant, where]), window }
  const found = measuredValueOf(place, aggregate.measure as Measure, matching)
  const elsewhere = window.zoned ? not(isInDefaultZone(place)) : FALSE
  return found && { of: found.of, doubt: or(found.doubt, elsewhere) }
}
