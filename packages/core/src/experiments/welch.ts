import { studentBeyond, studentCritical } from '../numeric/student-t.ts'
import type { MetricEstimate } from './metric.ts'

/** A difference between two arms with what it may be. */
export interface Comparison {
  /** Treatment less control. */
  readonly difference: number
  readonly standardError: number
  readonly interval: readonly [low: number, high: number]
  /** Chance of a difference this large or larger if there were none, either side. */
  readonly p: number
}

/**
 * Welch's test of the difference of two means: right once, at an end that was fixed before the start. Looked
 * at again and again it is wrong for every fourth test; use `confidenceSequence` for that.
 *
 * @example
 * ```ts
 * import { shareEstimate, welch } from '@clientele/core/experiments'
 *
 * const { p } = welch(shareEstimate(1000, 100), shareEstimate(1000, 130))
 * console.log(p < 0.05) // true
 * ```
 */
export function welch(control: MetricEstimate, treatment: MetricEstimate, alpha: number = 0.05): Comparison {
  const difference = treatment.mean - control.mean
  const left = control.variance / control.n
  const right = treatment.variance / treatment.n
  const standardError = Math.sqrt(left + right)
  return studentComparison(
    difference,
    standardError,
    welchDegrees(left, right, control.n, treatment.n),
    alpha,
  )
}

/** The degrees of freedom of Welch and Satterthwaite for two variances of means. */
export function welchDegrees(left: number, right: number, nLeft: number, nRight: number): number {
  const total = left + right
  return (total * total) / ((left * left) / (nLeft - 1) + (right * right) / (nRight - 1))
}

/** A comparison whose error is Student's t; without any spread it says nothing. */
export function studentComparison(
  difference: number,
  standardError: number,
  degrees: number,
  alpha: number,
): Comparison {
  if (!(standardError > 0) || !(degrees > 0)) {
    return { difference, standardError: 0, interval: [-Infinity, Infinity], p: 1 }
  }
  const width = studentCritical(alpha, degrees) * standardError
  return {
    difference,
    standardError,
    interval: [difference - width, difference + width],
    p: difference === 0 ? 1 : studentBeyond(difference / standardError, degrees),
  }
}
