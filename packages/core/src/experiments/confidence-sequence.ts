import type { MetricEstimate } from './metric.ts'
import type { Comparison } from './welch.ts'

/** How a confidence sequence is laid. */
export interface SequenceOptions {
  /** Chance of ever being wrong, over all looks. @default 0.05 */
  readonly alpha?: number | undefined
  /** People of both arms at which the interval is to be narrowest. @default 5000 */
  readonly tuning?: number | undefined
}

/**
 * The difference of two means with an interval and a p-value that hold at every look at once: the asymptotic
 * confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas (2024, Annals of Statistics 52,
 * proposition 2.2, with the normal mixture of Robbins). Look as often as you like, stop when you like.
 *
 * @example
 * ```ts
 * import { confidenceSequence, shareEstimate } from '@clientele/core/experiments'
 *
 * const { interval } = confidenceSequence(shareEstimate(1000, 100), shareEstimate(1000, 180))
 * console.log(interval[0] > 0) // true
 * ```
 */
export function confidenceSequence(
  control: MetricEstimate,
  treatment: MetricEstimate,
  options: SequenceOptions = {},
): Comparison {
  const difference = treatment.mean - control.mean
  const variance = control.variance / control.n + treatment.variance / treatment.n
  return sequenceAround(difference, Math.sqrt(variance), control.n + treatment.n, options)
}

/** A confidence sequence around an estimate with its standard error, after `n` people of both arms. */
export function sequenceAround(
  difference: number,
  standardError: number,
  n: number,
  options: SequenceOptions = {},
): Comparison {
  const alpha = options.alpha ?? 0.05
  if (!(standardError > 0)) return { difference, standardError: 0, interval: [-Infinity, Infinity], p: 1 }
  const wanted = -2 * Math.log(alpha)
  const mixing = (n * (wanted + Math.log1p(wanted))) / (options.tuning ?? 5000)
  const scale = mixing / (mixing + 1)
  const width = standardError * Math.sqrt((2 / scale) * (0.5 * Math.log1p(mixing) - Math.log(alpha)))
  const z = difference / standardError
  const p = Math.min(1, Math.exp(0.5 * Math.log1p(mixing) - 0.5 * scale * z * z))
  return { difference, standardError, interval: [difference - width, difference + width], p }
}
