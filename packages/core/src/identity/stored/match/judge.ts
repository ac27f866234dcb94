import { isHouseholdPair } from '../../match/households.ts'
import type { IdentityModel } from '../../match/match-model.ts'
import type { PairScore } from '../../match/pair-scorer.ts'
import { chanceOfWeight } from '../../match/threshold.ts'

/** Least chance of a pair that a person is asked about. */
const REVIEW_CHANCE = 0.2

/** What two records are found to be to each other. */
export interface Judgement {
  readonly kind: 'probable' | 'review' | 'household'
  /** Bits; of a household its chance. */
  readonly weight: number
}

/** What a pair's score says: one person, perhaps one, of one household; several of it, or nothing. */
export function judge(
  { weight, household }: Pick<PairScore, 'weight' | 'household'>,
  model: IdentityModel,
): readonly Judgement[] {
  if (weight >= model.threshold) return [{ kind: 'probable', weight }]
  const found: Judgement[] = []
  if (chanceOfWeight(weight) >= REVIEW_CHANCE) found.push({ kind: 'review', weight })
  if (isHouseholdPair(household)) found.push({ kind: 'household', weight: household })
  return found
}
