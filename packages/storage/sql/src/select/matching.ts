import type { Bounds } from './bounds.ts'
import { and, type Fragment } from './fragment.ts'
import type { Happenings } from './happenings.ts'
import type { WindowBounds } from './window-bounds.ts'

/** The happenings that match, for SQL: `sure` and `maybe` are what stands in `where`. */
export interface Matching {
  readonly happenings: Happenings
  readonly where: Bounds
  readonly window: WindowBounds
}

/** What stands in `where` for the matches of whoever it is. */
export function conditions({ happenings, window }: Matching, side: Fragment): Fragment {
  return and(happenings.named, window.holds(happenings.at), side)
}
