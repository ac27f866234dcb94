import { ClienteleError } from '@clientele/core'

/** How many days a contact may be quiet before its status changes. A limit itself still belongs to the better status. */
export interface LifecycleLimits {
  /** Known for so long at most: a new lead. @default 30 */
  readonly leadNewDays: number
  /** Last action so long ago at most: an active lead. @default 90 */
  readonly leadActiveDays: number
  /** Last action so long ago at most: a cold lead; beyond, an inactive one. @default 365 */
  readonly leadColdDays: number
  /** Last order so long ago at most: an active buyer, or a first-time one. */
  readonly buyerActiveDays: number
  /** Last order so long ago at most: a defecting buyer; beyond, an inactive one. */
  readonly buyerInactiveDays: number
}

/** The limits when nothing is known of the shop. */
export const DEFAULT_LIMITS: LifecycleLimits = {
  leadNewDays: 30,
  leadActiveDays: 90,
  leadColdDays: 365,
  buyerActiveDays: 180,
  buyerInactiveDays: 365,
}

/** Limits with where the buyers' ones come from. */
export interface ProposedLimits {
  readonly status: 'proposed' | 'insufficient_data'
  readonly limits: LifecycleLimits
  /** Intervals between purchases that were looked at. */
  readonly sampleSize: number
  /**
   * Is the history shorter than twice the inactive limit? Then long intervals had no time to end, and the
   * limits are likely too short.
   */
  readonly truncated: boolean
}

/** Intervals that a proposal needs. */
const MINIMUM_GAPS = 30

/**
 * Proposes the buyers' limits from the shop's own intervals between purchases: four intervals in five are
 * over by the active limit, nineteen in twenty by the inactive one. With fewer than 30 intervals the
 * defaults stand, and the status says so.
 */
export function proposeLimits(
  sortedGapDays: Float64Array,
  historyDays: number,
  fallback: LifecycleLimits = DEFAULT_LIMITS,
): ProposedLimits {
  const sampleSize = sortedGapDays.length
  if (sampleSize < MINIMUM_GAPS) {
    return { status: 'insufficient_data', limits: fallback, sampleSize, truncated: false }
  }
  const buyerActiveDays = Math.ceil(quantileOf(sortedGapDays, 0.8))
  const buyerInactiveDays = Math.max(buyerActiveDays + 1, Math.ceil(quantileOf(sortedGapDays, 0.95)))
  return {
    status: 'proposed',
    limits: { ...fallback, buyerActiveDays, buyerInactiveDays },
    sampleSize,
    truncated: historyDays < 2 * buyerInactiveDays,
  }
}

/** A quantile of a sorted sample by linear interpolation (Hyndman and Fan 1996, type 7). */
export function quantileOf(sorted: Float64Array, probability: number): number {
  const position = (sorted.length - 1) * probability
  const below = Math.floor(position)
  const low = sorted[below] ?? Number.NaN
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? Number.NaN
  return low + (position - below) * (high - low)
}

/** Limits given by the host over the proposed ones, refused when they do not ascend. */
export function mergeLimits(
  proposed: LifecycleLimits,
  given: Partial<LifecycleLimits> | undefined,
): LifecycleLimits {
  const limits = { ...proposed, ...defined(given ?? {}) }
  const ascending =
    limits.leadActiveDays < limits.leadColdDays && limits.buyerActiveDays < limits.buyerInactiveDays
  if (!ascending || Object.values(limits).some((days) => !Number.isFinite(days) || days <= 0)) {
    throw new ClienteleError(
      'INVALID_OPTIONS',
      'Expected limits in days above 0 with leadActiveDays < leadColdDays and buyerActiveDays < buyerInactiveDays; give both of a pair when you change one.',
      { details: { ...limits } },
    )
  }
  return limits
}

function defined(limits: Partial<LifecycleLimits>): Partial<LifecycleLimits> {
  return Object.fromEntries(Object.entries(limits).filter(([, days]) => days !== undefined))
}
