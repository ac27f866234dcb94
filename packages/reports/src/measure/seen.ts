import type { ContactBundle } from '@clientele/core'

/** A valid order in the currency of the report, on or before its day. */
export interface SeenOrder {
  readonly at: number
  /** Months since year 0, in the report's zone. */
  readonly month: number
  readonly netMinor: number
  /** What its goods cost; `undefined` when unknown. */
  readonly costMinor: number | undefined
  readonly channel: string
  /** Brand, country or store. */
  readonly store: string | undefined
  /** Category of the whole order, where its source says one. */
  readonly category: string | undefined
  /** Key of its row; `undefined` for orders that are events. */
  readonly key: string | undefined
}

/** One contact as the sections see it. */
export interface SeenContact {
  readonly bundle: ContactBundle
  /** Earliest first. */
  readonly orders: readonly SeenOrder[]
  /** The first sign of it, epoch ms. */
  readonly knownSince: number
}

/** Measures one section while contacts go by. */
export interface Section<Result> {
  readonly add: (contact: SeenContact) => void
  readonly finish: () => Result
}
