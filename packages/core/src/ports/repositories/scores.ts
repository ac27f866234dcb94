import type { Instant } from '../../model/instant.ts'
import type { JsonObject } from '../../model/json.ts'

/** What a scorer found for one contact on one date. */
export interface Score {
  readonly scorerId: string
  readonly contactId: string
  /** The reference date of the computation. */
  readonly at: Instant
  /** The values by name; they are read in conditions as `rfm.segment`. */
  readonly values: JsonObject
}

/** Scores by (`contactId`, `scorerId`, `at`); the latest one counts, the others are history. */
export interface ScoreRepository {
  readonly put: (scores: readonly Score[]) => Promise<void>
  /** The latest score of each scorer. */
  readonly latestOf: (contactIds: readonly string[]) => Promise<readonly Score[]>
  /** The scores of one reference date, by contact id. */
  readonly scan: (
    scorerId: string,
    at: Instant,
    page: { readonly after?: string | undefined; readonly limit: number },
  ) => Promise<readonly Score[]>
  /** Reference dates of a scorer, latest first. */
  readonly dates: (scorerId: string) => Promise<readonly Instant[]>
}
