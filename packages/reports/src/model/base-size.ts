/** How many records a source gave, and how many people stand behind them. */
export interface SourceSize {
  readonly source: string
  readonly records: number
  /** Contacts with at least one record of this source. */
  readonly contacts: number
  /** `records - contacts`: records of people whom the same source holds more than once. */
  readonly duplicates: number
}

/** Contacts that are made of the same number of records. */
export interface ContactsBySize {
  readonly records: number
  readonly contacts: number
}

/** The size of the base before and after unification. */
export interface BaseSize {
  readonly records: number
  readonly contacts: number
  readonly sources: readonly SourceSize[]
  /** In ascending number of records. */
  readonly bySize: readonly ContactsBySize[]
}
