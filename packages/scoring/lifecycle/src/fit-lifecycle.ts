import { ClienteleError } from '@clientele/core'
import { createGapSample } from './gap-sample.ts'
import type { ContactHistory } from './history.ts'
import { DEFAULT_LIMITS, type LifecycleLimits, mergeLimits, proposeLimits, quantileOf } from './limits.ts'
import { LIFECYCLE_METHOD_VERSION, LIFECYCLE_MODEL_VERSION, type LifecycleModel } from './model.ts'
import { estimateReturnCurve, type ReturnCurve } from './return-curve.ts'
import { checkRhythmLimits, DEFAULT_RHYTHM_LIMITS, type RhythmLimits } from './rhythm.ts'

/** How a base's life cycle is read. */
export interface LifecycleOptions {
  /** The reference date, epoch ms: nothing after it counts. */
  readonly at: number
  /** Limits that are the host's own; the others are proposed from the data. */
  readonly limits?: Partial<LifecycleLimits> | undefined
  readonly rhythmLimits?: RhythmLimits | undefined
  /** @default the active limit of buyers */
  readonly churnHorizonDays?: number | undefined
}

/** Intervals, ended or not, that a curve of its own needs. */
const MINIMUM_INTERVALS = 50
/** Ended intervals that make the usual one of a category. */
const MINIMUM_CATEGORY_GAPS = 10

/**
 * Learns a shop's limits, usual intervals and return curves from a stream of contacts. Keeps some ten bytes
 * per purchase, never the contacts.
 *
 * @throws `INVALID_OPTIONS` for limits that do not ascend, of status or of rhythm
 */
export async function fitLifecycle(
  histories: AsyncIterable<ContactHistory> | Iterable<ContactHistory>,
  options: LifecycleOptions,
): Promise<LifecycleModel> {
  if (!Number.isFinite(options.at)) {
    throw new ClienteleError(
      'INVALID_OPTIONS',
      `Expected the reference date \`at\` as epoch ms, got ${options.at}.`,
    )
  }
  const rhythmLimits = checkRhythmLimits(options.rhythmLimits ?? DEFAULT_RHYTHM_LIMITS)
  const sample = createGapSample(options.at)
  for await (const history of histories) sample.add(history)
  const { gaps, ended, ranks, categories, historyDays } = sample.finish()
  const endedGaps = gaps.filter((_, index) => ended[index] === 1).sort()
  const proposal = proposeLimits(endedGaps, historyDays, DEFAULT_LIMITS)
  const limits = mergeLimits(proposal.limits, options.limits)
  const given =
    options.limits?.buyerActiveDays !== undefined && options.limits.buyerInactiveDays !== undefined
  const curveOf = (wanted: (rank: number) => boolean): ReturnCurve | undefined => {
    const keep = Uint8Array.from(ranks, (rank) => (wanted(rank) ? 1 : 0))
    const chosen = gaps.filter((_, index) => keep[index] === 1)
    if (chosen.length < MINIMUM_INTERVALS) return undefined
    return estimateReturnCurve(
      chosen,
      ended.filter((_, index) => keep[index] === 1),
    )
  }
  const byCategory: Record<string, number> = {}
  for (const [category, list] of categories) {
    if (list.length >= MINIMUM_CATEGORY_GAPS) {
      byCategory[category] = quantileOf(Float64Array.from(list).sort(), 0.5)
    }
  }
  return {
    kind: 'clientele.lifecycle',
    version: LIFECYCLE_MODEL_VERSION,
    methodVersion: LIFECYCLE_METHOD_VERSION,
    fittedAt: options.at,
    limits,
    limitsFrom: given ? 'given' : proposal.status === 'proposed' ? 'proposed' : 'default',
    truncated: proposal.truncated,
    rhythmLimits,
    sampleSize: endedGaps.length,
    intervals: {
      globalDays: endedGaps.length === 0 ? undefined : quantileOf(endedGaps, 0.5),
      meanDays:
        endedGaps.length === 0 ? undefined : endedGaps.reduce((sum, gap) => sum + gap, 0) / endedGaps.length,
      byCategory,
    },
    churnHorizonDays: options.churnHorizonDays ?? limits.buyerActiveDays,
    curves: {
      one: curveOf((rank) => rank === 1),
      two: curveOf((rank) => rank === 2),
      more: curveOf((rank) => rank > 2),
      all: curveOf(() => true),
    },
  }
}
