import { normalQuantile } from '../numeric/normal.ts'
import type { MetricEstimate } from './metric.ts'

/** How much more the treatment brings, as a fraction of the control. */
export interface RelativeLift {
  /** 0.1 is 10 % more; `undefined` when the control is 0. */
  readonly lift: number | undefined
  /** `undefined` when the control is not told from 0, and any lift would do. */
  readonly interval: readonly [low: number, high: number] | undefined
}

/**
 * The relative lift with Fieller's interval (1954). It holds 0 exactly when the interval of the absolute
 * difference by the same `z` does, so that the two never contradict each other, as the delta method does.
 *
 * `z` is the half width of the absolute interval in standard errors: take it of the comparison that decides.
 */
export function relativeLift(
  control: MetricEstimate,
  treatment: MetricEstimate,
  z: number = normalQuantile(0.975),
): RelativeLift {
  if (control.mean === 0) return { lift: undefined, interval: undefined }
  const ratio = treatment.mean / control.mean
  const below = control.variance / control.n / (control.mean * control.mean)
  const above = treatment.variance / treatment.n / (control.mean * control.mean)
  const g = z * z * below
  if (!(g < 1)) return { lift: ratio - 1, interval: undefined }
  const width = z * Math.sqrt(Math.max(0, above + ratio * ratio * below - g * above))
  return { lift: ratio - 1, interval: [(ratio - width) / (1 - g) - 1, (ratio + width) / (1 - g) - 1] }
}

/** The interval of a ratio of two positive means on the logarithm, where it is more nearly symmetric. */
export function logLift(
  control: MetricEstimate,
  treatment: MetricEstimate,
  z: number = normalQuantile(0.975),
): RelativeLift {
  if (!(control.mean > 0 && treatment.mean > 0)) return { lift: undefined, interval: undefined }
  const log = Math.log(treatment.mean / control.mean)
  const width =
    z *
    Math.sqrt(
      control.variance / control.n / control.mean ** 2 +
        treatment.variance / treatment.n / treatment.mean ** 2,
    )
  return { lift: Math.expm1(log), interval: [Math.expm1(log - width), Math.expm1(log + width)] }
}
