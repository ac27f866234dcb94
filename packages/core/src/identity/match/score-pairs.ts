import type { CandidatePairs } from './candidate-pairs.ts'
import { emptyBase, type PairScorer, type ScoreBase } from './pair-scorer.ts'

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
  const bases: ScoreBase[] = []
  for (let pattern = 0; pattern < pairs.patterns.size(); pattern++) {
    for (let feature = 0; feature < levels.length; feature++) {
      levels[feature] = pairs.patterns.levelOf(pattern, feature)
    }
    const base = emptyBase()
    scorer.prepare(levels, base)
    bases.push(base)
  }
  for (let pair = 0; pair < count; pair++) {
    const base = bases[pairs.pattern.values[pair] as number]!
    const { weight, household } = scorer.finish(pairs.a.values[pair] as number, base)
    weights[pair] = weight
    households[pair] = household
  }
  return { weights, households }
}
