import type { PortfolioValue } from './portfolio-value.ts'

/** P(alive) of customers with a number of repeat purchases who have been silent for a time. */
export interface AliveMapCell {
  /** Repeat purchases. */
  readonly x: number
  /** Time since the last purchase, in time units. */
  readonly silence: number
  /** 0 to 1; `null` where the model says nothing. */
  readonly alive: number | null
}

/** One step of the tracking of a model: repeat purchases of all customers, expected and made. */
export interface TrackedStep {
  /** End of the step, in time units from the first day. */
  readonly time: number
  readonly expectedSoFar: number
  /** `null` for a step that is not over. */
  readonly actualSoFar: number | null
}

/** Purchases in a holdout of customers with the same frequency before it, on average per customer. */
export interface HeldOutBin {
  /** Repeat purchases before the calibration; the last bin holds this many and more. */
  readonly x: number
  readonly customers: number
  readonly expected: number
  readonly actual: number
}

/** How a value model was checked; what `clientele.plugins.ltv.holdout` and `aliveGrid` of `scoring-ltv` return fits. */
export interface ValueChecks {
  readonly timeUnit: 'day' | 'week' | 'month'
  readonly tracking?: readonly TrackedStep[] | undefined
  /** End of the calibration, in time units from the first day of the tracking. */
  readonly calibration?: number | undefined
  readonly byFrequency?: readonly HeldOutBin[] | undefined
  readonly aliveMap?: readonly AliveMapCell[] | undefined
}

/** What a base is worth by a value model, and how far the model can be trusted. */
export interface ValueSummary {
  /** Method, version and family: `ltv/1 mbg/nbd`. */
  readonly method: string
  /** Contacts with a forecast: the denominator. */
  readonly sampleSize: number
  /** Contacts without one. */
  readonly notScored: number
  /** What the scored contacts have brought so far. */
  readonly historicMinor: number
  readonly expectedPurchases: number
  /** Customers who have not left, as a sum of chances; `null` when the base shows no dropout. */
  readonly alive: number | null
  /** `null` without a spend model. */
  readonly portfolio: PortfolioValue | null
  readonly checks?: ValueChecks | undefined
}
