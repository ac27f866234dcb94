import { covariance, type MeanSums, type MetricEstimate, meanEstimate } from './metric.ts'

/** An arm with a value from before the experiment beside the one from during it. */
export interface CupedSums {
  readonly after: MeanSums
  /** The same people before the experiment. */
  readonly before: MeanSums
  /** Sum over people of before times after. */
  readonly products: number
}

/** Two arms corrected by what people did before. */
export interface CupedPair {
  readonly control: MetricEstimate
  readonly treatment: MetricEstimate
  /** The slope that both arms share. */
  readonly theta: number
  /** Share of the variance of the difference that it really saved: 0.3 makes 30 % fewer people enough. */
  readonly saved: number
}

/**
 * CUPED (Deng, Xu, Kohavi and Walker 2013): takes out of each arm the part that people's behaviour before the
 * experiment explains, with one slope for both arms. It changes no expectation, only the noise.
 */
export function cuped(control: CupedSums, treatment: CupedSums): CupedPair {
  const arms = [control, treatment] as const
  const slopeOf = (covariances: number, variances: number) => (variances > 0 ? covariances / variances : 0)
  const sharedBy = (arm: CupedSums) => covariance(arm.products, arm.before.sum, arm.after.sum, arm.before.n)
  // Weighted by the spread of the mean, so that the variance of the difference is smallest.
  const theta = slopeOf(
    arms.reduce((sum, arm) => sum + sharedBy(arm) / arm.after.n, 0),
    arms.reduce((sum, arm) => sum + meanEstimate(arm.before).variance / arm.after.n, 0),
  )
  const people = control.before.n + treatment.before.n
  const middle = (control.before.sum + treatment.before.sum) / people
  const corrected = (arm: CupedSums): MetricEstimate => {
    const after = meanEstimate(arm.after)
    const before = meanEstimate(arm.before)
    return {
      n: after.n,
      mean: after.mean - theta * (before.mean - middle),
      variance: Math.max(0, after.variance + theta * theta * before.variance - 2 * theta * sharedBy(arm)),
    }
  }
  const pair = { control: corrected(control), treatment: corrected(treatment) }
  const spread = (left: MetricEstimate, right: MetricEstimate) =>
    left.variance / left.n + right.variance / right.n
  const raw = spread(meanEstimate(control.after), meanEstimate(treatment.after))
  return { ...pair, theta, saved: raw > 0 ? 1 - spread(pair.control, pair.treatment) / raw : 0 }
}
