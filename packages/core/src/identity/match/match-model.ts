import type { ChosenRule } from './blocking.ts'
import type { IdentityColumns } from './columns.ts'
import type { FieldStatistics } from './statistics.ts'

/** The version of the model's form and meaning; a model of another version is refused. */
export const IDENTITY_MODEL_VERSION = 1

/** What one feature's levels are worth. */
export interface FeatureWeights {
  readonly id: string
  /** Per level, how often it comes about between two records of one person. */
  readonly person: readonly number[]
  /** Between members of one household. */
  readonly household: readonly number[]
  /** Between unrelated people. */
  readonly unrelated: readonly number[]
  /** How often a household shares the value by being one. */
  readonly shared: number
}

/**
 * A frozen model: with it, two records have the same weight for ever, whatever else the base holds. It is JSON, and
 * holds values only as 32-bit hashes.
 */
export interface IdentityModel {
  readonly version: typeof IDENTITY_MODEL_VERSION
  readonly columns: IdentityColumns
  /** ISO 3166-1 alpha-2 code of the country whose habits normalisation follows. */
  readonly country: string
  /** Descriptions it was trained on. */
  readonly trainedOn: number
  /** Share of all pairs that are one person, one household, unrelated. */
  readonly shares: { readonly person: number; readonly household: number; readonly unrelated: number }
  readonly features: readonly FeatureWeights[]
  /** Per field, how often its values occur. */
  readonly fields: readonly FieldStatistics[]
  readonly rules: readonly ChosenRule[]
  /** Least weight, in bits, of a pair that may be joined. */
  readonly threshold: number
  /** Least mean evidence, in bits, across the pairs of two groups that are joined. */
  readonly guard: number
}
