import { MAX_INSTANT } from '@clientele/core'
import { sql } from 'kysely'
import type { Bounds } from './bounds.ts'
import { and, FALSE, type Fragment, not, or, settled } from './fragment.ts'
import type { Place } from './place.ts'
import { isInDefaultZone } from './place.ts'
import { isDay, looksDated, wholeNumber } from './reading.ts'

/** Instants later than `after` and not later than `upTo`; infinite where there is no bound. */
export interface InstantRange {
  readonly after: number
  readonly upTo: number
  /** By how much the bounds differ between zones, in ms at most; they are those of the default zone. @default 0 */
  readonly slack?: number | undefined
}

const DAY_MS = 86_400_000
/** A local day begins and ends within that of the instant in UTC, and less than two days to either side. */
const TEXT_SLACK = 2 * DAY_MS

/** Is a JSON value an instant of a range? A text is read in the contact's zone, so its bounds are loose. */
export function inInstantRange(place: Place, value: Fragment, range: InstantRange): Bounds {
  const { json } = place
  const number = wholeNumber(json, value, MAX_INSTANT)
  const { slack = 0 } = range
  const asNumber = within(place, number, range)
  const days = dayBounds(place, value, range)
  if (slack === 0) {
    const sure = settled(or(asNumber, days.sure))
    return days.maybe === FALSE ? { sure, maybe: sure } : { sure, maybe: or(sure, days.maybe) }
  }
  const local = isInDefaultZone(place)
  const inner = within(place, number, { after: range.after + slack, upTo: range.upTo - slack })
  const outer = within(place, number, { after: range.after - slack, upTo: range.upTo + slack })
  return {
    sure: settled(or(and(local, asNumber), inner, days.sure)),
    maybe: settled(or(and(local, asNumber), and(not(local), outer), days.maybe)),
  }
}

function within({ json }: Place, instant: Fragment, { after, upTo }: InstantRange): Fragment {
  if (after >= upTo) return FALSE
  const parts: Fragment[] = [sql`(${instant} is not null)`]
  if (Number.isFinite(after)) parts.push(sql`(${instant} > ${json.parameter.instant(after)})`)
  if (Number.isFinite(upTo)) parts.push(sql`(${instant} <= ${json.parameter.instant(upTo)})`)
  return settled(and(...parts))
}

/** A date far enough inside the range is in it, whatever the zone; one far enough outside is not. */
function dayBounds(place: Place, value: Fragment, { after, upTo, slack = 0 }: InstantRange): Bounds {
  const { json } = place
  const text = json.text(value)
  const far = TEXT_SLACK + slack
  const day = sql`substr(${text}, 1, 10)`
  return {
    sure: settled(
      and(
        isDay(json, value),
        sql`(substr(${text}, 9, 2) <= '28')`,
        betweenDays(place, day, after + far, upTo - far),
      ),
    ),
    maybe: settled(and(looksDated(json, value), betweenDays(place, day, after - far, upTo + far))),
  }
}

function betweenDays({ json }: Place, day: Fragment, from: number, to: number): Fragment {
  const [low, high] = [dayText(from), dayText(to)]
  if (low === 'later' || high === 'earlier' || from > to) return FALSE
  const parts: Fragment[] = []
  if (low !== 'earlier') parts.push(sql`(${json.ordered(day)} >= ${json.parameter.text(low)})`)
  if (high !== 'later') parts.push(sql`(${json.ordered(day)} <= ${json.parameter.text(high)})`)
  return and(...parts)
}

/** `yyyy-mm-dd`, or on which side of the years of four digits the instant is. */
function dayText(instant: number): string {
  if (instant < Date.UTC(100, 0, 1)) return 'earlier'
  if (instant > Date.UTC(9999, 11, 31)) return 'later'
  return new Date(instant).toISOString().slice(0, 10)
}
