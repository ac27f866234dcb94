import { type RawBuilder, sql } from 'kysely'

/** A piece of SQL that is true, false or null. */
export type Fragment = RawBuilder<unknown>

/** Everybody, whatever the row. */
export const TRUE: Fragment = sql`true`
/** Nobody, whatever the row. */
export const FALSE: Fragment = sql`false`

/** True when every part is; what is known to be true or false is left out. */
export function and(...parts: readonly Fragment[]): Fragment {
  if (parts.includes(FALSE)) return FALSE
  return joined(
    parts.filter((part) => part !== TRUE),
    sql` and `,
    TRUE,
  )
}

/** True when one part is. */
export function or(...parts: readonly Fragment[]): Fragment {
  if (parts.includes(TRUE)) return TRUE
  return joined(
    parts.filter((part) => part !== FALSE),
    sql` or `,
    FALSE,
  )
}

/** The opposite of a part that is never null. */
export function not(part: Fragment): Fragment {
  if (part === TRUE) return FALSE
  return part === FALSE ? TRUE : sql`(not ${part})`
}

/** Null as false. */
export function settled(part: Fragment): Fragment {
  return part === TRUE || part === FALSE ? part : sql`((${part}) is true)`
}

/** How many of the parts are true. */
export function countOf(parts: readonly Fragment[]): Fragment {
  return joined(
    parts.map((part) => sql`(case when ${part} then 1 else 0 end)`),
    sql` + `,
    sql`0`,
  )
}

/** Joined in halves: databases bound the depth of an expression, and a chain of two thousand is that deep. */
function joined(parts: readonly Fragment[], by: Fragment, none: Fragment): Fragment {
  if (parts.length === 0) return none
  if (parts.length === 1) return parts[0] as Fragment
  const middle = parts.length >>> 1
  return sql`(${joined(parts.slice(0, middle), by, none)}${by}${joined(parts.slice(middle), by, none)})`
}
