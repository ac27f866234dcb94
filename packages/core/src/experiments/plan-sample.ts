import { ClienteleError } from '../errors.ts'
import { normalQuantile } from '../numeric/normal.ts'

/** What a test is to find. */
export interface SamplePlanOptions {
  /** The control as it is: its mean, and the variance of one person's value. */
  readonly baseline: { readonly mean: number; readonly variance: number }
  /** The smallest difference worth finding, in units of the mean. */
  readonly effect: number
  /** @default the variance of the baseline */
  readonly treatmentVariance?: number | undefined
  /** Share of people in the treatment. @default 0.5 */
  readonly treatmentShare?: number | undefined
  /** @default 0.05, on both sides */
  readonly alpha?: number | undefined
  /** Chance of finding the difference if it is there. @default 0.8 */
  readonly power?: number | undefined
}

/** How many people a test needs. */
export interface SamplePlan {
  readonly control: number
  readonly treatment: number
  readonly total: number
}

/**
 * The people that one reading at a fixed end needs (normal approximation). Reading at every look by a
 * confidence sequence takes more for the same power; take half as many again.
 *
 * @throws `INVALID_OPTIONS` for an effect of 0, or shares, alpha or power outside (0, 1)
 */
export function planSample(options: SamplePlanOptions): SamplePlan {
  const { baseline, effect } = options
  const share = options.treatmentShare ?? 0.5
  const alpha = options.alpha ?? 0.05
  const power = options.power ?? 0.8
  if (!(Math.abs(effect) > 0) || ![share, alpha, power].every((value) => value > 0 && value < 1)) {
    throw new ClienteleError(
      'INVALID_OPTIONS',
      'Expected an effect other than 0, and treatmentShare, alpha and power between 0 and 1.',
    )
  }
  const reach = normalQuantile(1 - alpha / 2) + normalQuantile(power)
  const variance = baseline.variance / (1 - share) + (options.treatmentVariance ?? baseline.variance) / share
  const people = (reach / effect) ** 2 * variance
  const control = Math.ceil(people * (1 - share))
  const treatment = Math.ceil(people * share)
  return { control, treatment, total: control + treatment }
}

/** {@link planSample} for a share of people: a conversion of 5 % that is to become 6 %. */
export function planShares(
  from: number,
  to: number,
  options: Pick<SamplePlanOptions, 'treatmentShare' | 'alpha' | 'power'> = {},
): SamplePlan {
  return planSample({
    ...options,
    baseline: { mean: from, variance: from * (1 - from) },
    treatmentVariance: to * (1 - to),
    effect: to - from,
  })
}
