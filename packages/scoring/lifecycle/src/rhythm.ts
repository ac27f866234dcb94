import { ClienteleError } from '@clientele/core'
import type { Purchase } from './history.ts'

/** Where the expected interval comes from. */
export type IntervalSource = 'own' | 'category' | 'global'

/** Where a contact stands between its last purchase and the next. */
export type RhythmPosition = 'recent' | 'soon' | 'late' | 'very_late' | 'inactive'

/** Ratios of days since the last order to the expected interval at which the position changes. */
export interface RhythmLimits {
  /** Below: `recent`. @default 0.8 */
  readonly soon: number
  /** Below: `soon`, the next order is due. @default 1.2 */
  readonly late: number
  /** Below: `late`. @default 2 */
  readonly veryLate: number
  /** Below: `very_late`; from there on `inactive`. @default 3 */
  readonly inactive: number
}

export const DEFAULT_RHYTHM_LIMITS: RhythmLimits = { soon: 0.8, late: 1.2, veryLate: 2, inactive: 3 }

/**
 * Refuses limits that do not ascend.
 *
 * @throws `INVALID_OPTIONS`
 */
export function checkRhythmLimits(limits: RhythmLimits): RhythmLimits {
  const { soon, late, veryLate, inactive } = limits
  if (soon > 0 && soon < late && late < veryLate && veryLate < inactive && Number.isFinite(inactive))
    return limits
  throw new ClienteleError(
    'INVALID_OPTIONS',
    'Expected rhythm limits above 0 with soon < late < veryLate < inactive.',
    { details: { ...limits } },
  )
}

/** The usual intervals of a shop, in days. */
export interface Intervals {
  /** The median of all; what is expected of who has no rhythm of its own. */
  readonly globalDays?: number | undefined
  /** The mean of all. */
  readonly meanDays?: number | undefined
  readonly byCategory: { readonly [category: string]: number }
}

/** The interval after which a contact's next purchase is expected. */
export interface ExpectedInterval {
  readonly days: number
  readonly source: IntervalSource
}

/** Purchases that make an own rhythm. */
const OWN_PURCHASES = 3
const DAY_MS = 86_400_000

/**
 * The expected interval: the median of the contact's own intervals from its third purchase on, else that of
 * its last category, else that of the shop; `undefined` when the shop has none.
 */
export function expectedInterval(
  purchases: readonly Purchase[],
  intervals: Intervals,
): ExpectedInterval | undefined {
  if (purchases.length >= OWN_PURCHASES) {
    const gaps = gapDays(purchases).sort((left, right) => left - right)
    const middle = gaps.length / 2
    const days = Number.isInteger(middle)
      ? ((gaps[middle - 1] as number) + (gaps[middle] as number)) / 2
      : (gaps[Math.floor(middle)] as number)
    return { days, source: 'own' }
  }
  const category = purchases.at(-1)?.category
  const usual =
    category !== undefined && Object.hasOwn(intervals.byCategory, category)
      ? intervals.byCategory[category]
      : undefined
  if (usual !== undefined) return { days: usual, source: 'category' }
  return intervals.globalDays === undefined ? undefined : { days: intervals.globalDays, source: 'global' }
}

/** The position at a ratio of days since the last order to the expected interval. */
export function positionAt(ratio: number, limits: RhythmLimits = DEFAULT_RHYTHM_LIMITS): RhythmPosition {
  if (ratio < limits.soon) return 'recent'
  if (ratio < limits.late) return 'soon'
  if (ratio < limits.veryLate) return 'late'
  return ratio < limits.inactive ? 'very_late' : 'inactive'
}

/** Days from each purchase to the next. */
export function gapDays(purchases: readonly Purchase[]): number[] {
  const gaps: number[] = []
  for (let i = 1; i < purchases.length; i++) {
    gaps.push(((purchases[i] as Purchase).at - (purchases[i - 1] as Purchase).at) / DAY_MS)
  }
  return gaps
}
