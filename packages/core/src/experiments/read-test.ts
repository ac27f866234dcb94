import { confidenceSequence, type SequenceOptions } from './confidence-sequence.ts'
import { holm } from './holm.ts'
import type { MetricEstimate } from './metric.ts'
import { type RelativeLift, relativeLift } from './relative-lift.ts'
import { type SampleRatio, sampleRatio } from './sample-ratio.ts'
import { type Comparison, welch } from './welch.ts'

/** One arm as it was found. */
export interface ArmReading {
  readonly id: string
  /** Its weight in the assignment. */
  readonly weight: number
  /** People exposed, in the counting that the sample ratio is checked on. */
  readonly exposed: number
  readonly metric: MetricEstimate
}

/** How a test is read. */
export interface ReadOptions extends SequenceOptions {
  /**
   * `sequential`: at any look, as often as wanted. `fixed`: Welch, once, at an end fixed before the start.
   * @default 'sequential'
   */
  readonly method?: 'sequential' | 'fixed' | undefined
  /** People per arm below which nothing is said. @default 100 */
  readonly minimum?: number | undefined
}

/** A treatment against the control. */
export interface TreatmentReading {
  readonly id: string
  /** On the absolute difference: this decides. */
  readonly comparison: Comparison
  /** p corrected for the number of treatments (Holm). */
  readonly p: number
  /** The lift in per cent terms, with Fieller's interval of the same width. */
  readonly lift: RelativeLift
  readonly verdict: 'better' | 'worse' | 'open'
}

/** What a test says: it may be broken, too young, or read. */
export type TestReading =
  | { readonly status: 'invalid'; readonly reason: 'sample_ratio'; readonly sampleRatio: SampleRatio }
  | { readonly status: 'not_enough_data'; readonly needed: number; readonly sampleRatio: SampleRatio }
  | {
      readonly status: 'read'
      readonly sampleRatio: SampleRatio
      readonly treatments: readonly TreatmentReading[]
    }

/**
 * Reads a test in the one order that does not mislead: the sample ratio first, then whether there is enough,
 * then each treatment against the control, which is the first arm. `better` means a larger metric.
 *
 * @example
 * ```ts
 * import { readTest, shareEstimate } from '@clientele/core/experiments'
 *
 * const reading = readTest([
 *   { id: 'a', weight: 1, exposed: 5000, metric: shareEstimate(5000, 250) },
 *   { id: 'b', weight: 1, exposed: 5000, metric: shareEstimate(5000, 400) },
 * ])
 * console.log(reading.status === 'read' && reading.treatments[0]?.verdict) // better
 * ```
 *
 * @throws `INVALID_INPUT` for counts or weights below 0
 */
export function readTest(
  arms: readonly [ArmReading, ...ArmReading[]],
  options: ReadOptions = {},
): TestReading {
  const check = sampleRatio(
    arms.map(({ exposed }) => exposed),
    arms.map(({ weight }) => weight),
  )
  if (check.mismatch) return { status: 'invalid', reason: 'sample_ratio', sampleRatio: check }
  const needed = options.minimum ?? 100
  const [control, ...treatments] = arms.filter(({ weight }) => weight > 0)
  if (
    control === undefined ||
    [control, ...treatments].some(({ metric }) => metric.n < Math.max(2, needed))
  ) {
    return { status: 'not_enough_data', needed, sampleRatio: check }
  }
  const alpha = options.alpha ?? 0.05
  const comparisons = treatments.map(({ metric }) =>
    options.method === 'fixed'
      ? welch(control.metric, metric, alpha)
      : confidenceSequence(control.metric, metric, options),
  )
  const corrected = holm(comparisons.map(({ p }) => p))
  return {
    status: 'read',
    sampleRatio: check,
    treatments: treatments.map(({ id, metric }, index) => {
      const comparison = comparisons[index]!
      const p = corrected[index]!
      const width = comparison.interval[1] - comparison.difference
      const z = comparison.standardError > 0 ? width / comparison.standardError : undefined
      const verdict = p >= alpha ? 'open' : comparison.difference > 0 ? 'better' : 'worse'
      return { id, comparison, p, lift: relativeLift(control.metric, metric, z), verdict }
    }),
  }
}
