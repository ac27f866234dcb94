/** Identifiers that cannot be one person's, such as `0600000000`; how many, never which. */
export interface GenericValues {
  /** Type of the identifier: `email`, `phone`. */
  readonly type: string
  readonly values: number
  /** Records that carry one of them. */
  readonly records: number
}

/** Inputs refused for the same reason. */
export interface RejectedInputs {
  readonly reason: string
  readonly count: number
}

/** What the sources sent that could not be used. */
export interface DataQuality {
  readonly rejected?: readonly RejectedInputs[] | undefined
  /** Inputs kept aside that can be mended and replayed. */
  readonly deadLetters?: number | undefined
  readonly topGenericValues?: readonly GenericValues[] | undefined
}
