import { ClienteleError } from '../errors.ts'
import { incompleteGamma } from '../numeric/incomplete-gamma.ts'

/** Whether people were shared out as the weights say. */
export interface SampleRatio {
  readonly chiSquare: number
  /** Arms that could get anybody, less one. */
  readonly degrees: number
  readonly p: number
  /** Is the split so unlikely (p < .001) that no result of the experiment may be read? */
  readonly mismatch: boolean
}

/** Below this p, the split is broken and the experiment invalid. */
const GATE = 0.001

/**
 * The χ² check of the sample ratio. Arms of weight 0 count neither as arms nor as degrees of freedom; somebody
 * in one of them is a mismatch.
 *
 * @throws `INVALID_INPUT` for counts and weights that do not match or are negative
 */
export function sampleRatio(counts: readonly number[], weights: readonly number[]): SampleRatio {
  const sound = [...counts, ...weights].every((value) => Number.isFinite(value) && value >= 0)
  if (counts.length !== weights.length || !sound) {
    throw new ClienteleError(
      'INVALID_INPUT',
      `Expected as many counts as weights, none below 0, got ${counts.length} counts and ${weights.length} weights.`,
    )
  }
  const total = counts.reduce((sum, count) => sum + count, 0)
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  let chiSquare = 0
  let arms = 0
  counts.forEach((count, index) => {
    const expected = (total * weights[index]!) / whole
    if (weights[index]! > 0) arms += 1
    if (expected > 0) chiSquare += (count - expected) ** 2 / expected
    else if (count > 0) chiSquare = Number.POSITIVE_INFINITY
  })
  const degrees = Math.max(0, arms - 1)
  const p = chiSquare === 0 ? 1 : degrees === 0 ? 0 : incompleteGamma(degrees / 2, chiSquare / 2).upper
  return { chiSquare, degrees, p, mismatch: p < GATE }
}
