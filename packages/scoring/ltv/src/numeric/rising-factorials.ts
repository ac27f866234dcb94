import { logGamma } from '@clientele/core/numeric'
import { digamma, trigamma } from './digamma.ts'

/** `ln Γ(c+n) − ln Γ(c)` with its first and second derivative in c. */
export interface RisingFactorial {
  readonly value: number
  readonly first: number
  readonly second: number
}

const LONGEST_WALK = 256

/**
 * The log rising factorials of `c` at each of the ascending counts. Short gaps are summed as `Σ ln(c+j)`,
 * which keeps its precision for tiny `c` where a difference of two log-gammas loses it; long gaps use Stirling.
 */
export function risingFactorials(c: number, counts: ArrayLike<number>): RisingFactorial[] {
  const result: RisingFactorial[] = []
  let reached = 0
  let value = 0
  let first = 0
  let second = 0
  for (let index = 0; index < counts.length; index += 1) {
    const target = counts[index] as number
    if (target - reached > LONGEST_WALK && reached + c > 1) {
      value += logGamma(c + target) - logGamma(c + reached)
      first += digamma(c + target) - digamma(c + reached)
      second += trigamma(c + target) - trigamma(c + reached)
      reached = target
    }
    while (reached < target) {
      const term = c + reached
      value += Math.log(term)
      first += 1 / term
      second -= 1 / (term * term)
      reached += 1
      if (target - reached > LONGEST_WALK) {
        value += logGamma(c + target) - logGamma(c + reached)
        first += digamma(c + target) - digamma(c + reached)
        second += trigamma(c + target) - trigamma(c + reached)
        reached = target
      }
    }
    result.push({ value, first, second })
  }
  return result
}
