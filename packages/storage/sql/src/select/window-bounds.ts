import { compileWindow, readInstant, type Window } from '@clientele/core'
import { sql } from 'kysely'
import { and, type Fragment, TRUE } from './fragment.ts'
import { hasOffset } from './operand.ts'
import type { Place } from './place.ts'
import { LONGEST_SET_MS } from './set-driver.ts'

/** A window over a column of instants. */
export interface WindowBounds {
  /** Is the instant in it? Null, for rows without a date, counts only in no window. */
  readonly holds: (column: Fragment) => Fragment
  /** Are its bounds those of the default zone, and others elsewhere? */
  readonly zoned: boolean
  /** Does it look back for a time only, so that there is little in it? */
  readonly short: boolean
}

/** The bounds of a window at the instant of the query. */
export function windowBounds(place: Place, window: Window | undefined): WindowBounds {
  const { at, defaultZone, json } = place
  const compiled = compileWindow(window, '')
  const upTo = compiled.upTo(at, defaultZone)
  const after = compiled.after(at, defaultZone)
  const { instant } = json.parameter
  return {
    holds: (column) => {
      if (compiled.ever) return sql`(${column} <= ${instant(at)} or ${column} is null)`
      const begins = Number.isFinite(after) ? sql`(${column} > ${instant(after)})` : TRUE
      return and(begins, sql`(${column} <= ${instant(upTo)})`)
    },
    zoned: compiled.calendar || isLocal(window),
    short: at - after <= LONGEST_SET_MS,
  }
}

/** Is a bound one of a local calendar, or written without an offset? */
function isLocal(window: Window | undefined): boolean {
  if (window === undefined || 'last' in window || 'ago' in window) return false
  if ('current' in window) return true
  return [window.from, window.to].some(
    (text) => text !== undefined && readInstant(text, 'UTC') !== undefined && !hasOffset(text),
  )
}
