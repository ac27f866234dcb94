import type { CandidatePairs } from './candidate-pairs.ts'
import type { PairScorer } from './pair-scorer.ts'

/** The scores of all candidate pairs, in their order. */
export interface PairScores {
  /** Weight in bits. */
  readonly weights: Float64Array
  /** Chance of being two members of one household. */
  readonly households: Float32Array
}

/** Scores every candidate pair from its pattern. */
export function scorePairs(pairs: CandidatePairs, scorer: PairScorer): PairScores {
  const count = pairs.a.length
  const weights = new Float64Array(count)
  const households = new Float32Array(count)
  const levels = new Uint8Array(scorer.features.length)
  for (let pair = 0; pair < count; pair++) {
    const pattern = pairs.pattern.values[pair] as number
    for (let feature = 0; feature < levels.length; feature++) {
      levels[feature] = pairs.patterns.levelOf(pattern, feature)
    }
    const { weight, household } = scorer.score(
      pairs.a.values[pair] as number,
      pairs.b.values[pair] as number,
      levels,
    )
    weights[pair] = weight
    households[pair] = household
  }
  return { weights, households }
}
