import type { Instant } from '@clientele/core'

/** The earliest of some instants. */
export function earliest(instants: Iterable<Instant>): Instant | undefined {
  let first: Instant | undefined
  for (const at of instants) if (first === undefined || at < first) first = at
  return first
}
