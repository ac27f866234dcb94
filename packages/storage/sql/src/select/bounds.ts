import { sql } from 'kysely'
import { and, countOf, FALSE, type Fragment, not, or, settled, TRUE } from './fragment.ts'

/**
 * What SQL knows of a condition: where `sure` holds it is true, where `maybe` does not it is false, and what lies
 * between is for core's evaluator. Both are never null. One fragment for both: SQL says it exactly. Bounds, not one
 * superset, because the opposite of a superset is none, and that of bounds is bounds.
 */
export interface Bounds {
  readonly sure: Fragment
  readonly maybe: Fragment
}

export const ALWAYS: Bounds = exactly(TRUE)
export const NEVER: Bounds = exactly(FALSE)
/** SQL knows nothing of it. */
export const UNKNOWN: Bounds = { sure: FALSE, maybe: TRUE }

/** Does SQL say it exactly? */
export function isExact({ sure, maybe }: Bounds): boolean {
  return sure === maybe
}

/** SQL says it exactly. */
export function exactly(fragment: Fragment): Bounds {
  const whole = settled(fragment)
  return { sure: whole, maybe: whole }
}

/** SQL says it exactly but where there is a doubt. */
export function exceptWhere(doubt: Fragment, fragment: Fragment): Bounds {
  if (doubt === FALSE) return exactly(fragment)
  const [whole, unclear] = [settled(fragment), settled(doubt)]
  return { sure: and(whole, not(unclear)), maybe: or(whole, unclear) }
}

/** True only where the fragment is, and perhaps not there. */
export function atMost(fragment: Fragment): Bounds {
  return { sure: FALSE, maybe: settled(fragment) }
}

/** Both sides of bounds, changed alike. */
export function mapBounds(bounds: Bounds, change: (side: Fragment) => Fragment): Bounds {
  const sure = change(bounds.sure)
  return { sure, maybe: isExact(bounds) ? sure : change(bounds.maybe) }
}

export function allOf(parts: readonly Bounds[]): Bounds {
  return sides(parts, (fragments) => and(...fragments))
}

export function anyOf(parts: readonly Bounds[]): Bounds {
  return sides(parts, (fragments) => or(...fragments))
}

export function notOf(part: Bounds): Bounds {
  const sure = not(part.maybe)
  return { sure, maybe: isExact(part) ? sure : not(part.sure) }
}

/** True when at least so many of the parts are. */
export function atLeastOf(least: number, parts: readonly Bounds[]): Bounds {
  if (least <= 0) return ALWAYS
  if (least > parts.length) return NEVER
  if (least === 1) return anyOf(parts)
  if (least === parts.length) return allOf(parts)
  return sides(parts, (fragments) => sql`(${countOf(fragments)} >= ${sql.lit(least)})`)
}

function sides(parts: readonly Bounds[], combine: (fragments: readonly Fragment[]) => Fragment): Bounds {
  const sure = combine(parts.map((part) => part.sure))
  return { sure, maybe: parts.every(isExact) ? sure : combine(parts.map((part) => part.maybe)) }
}
