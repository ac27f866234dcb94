/** How often the levels of a feature come about between unrelated people, and within a household. */
export interface Chance {
  /** Per level, between unrelated people. */
  readonly unrelated: Float64Array
  /** Per level, between two members of one household, where it does not follow from the shared share. */
  readonly household: Float64Array | undefined
}

/** Least chance of a level, in seen pairs of the sample. */
export const FLOOR = 0.5

/** Of all pairs, those that are one person; and per feature, how often each level is met between unrelated people. */
export interface ChanceCorrection {
  readonly person: number
  readonly features: readonly {
    readonly person: readonly number[]
    /** Share of all pairs that are unrelated and agree exactly, where all that agree were looked at. */
    readonly unrelatedAgree: number | undefined
  }[]
}

/** The least that a chance is corrected to, of what was counted. */
export const LEAST_CORRECTION = 0.05

/** Estimates the chances of one feature's levels. */
export type Estimate = (correction: ChanceCorrection | undefined) => Chance
