import type { Abortable } from '../intake/intake-api.ts'
import type { Instant } from '../model/instant.ts'
import type { JsonValue } from '../model/json.ts'
import type { Score } from '../ports/repositories/scores.ts'

/** Contacts whose value went from one to another between two runs; `undefined`: no score, or no such value. */
export interface ScoreMovement {
  readonly from: JsonValue | undefined
  readonly to: JsonValue | undefined
  readonly contacts: number
}

/** Who went where between two runs of one scorer. */
export interface ScoreMovements {
  /** Reference dates of the runs that were compared. */
  readonly from: Instant
  readonly to: Instant
  /** The pairs that occur, largest first. */
  readonly movements: readonly ScoreMovement[]
  readonly stayed: number
  readonly moved: number
}

/** Scores over the whole base. */
export interface ScoresApi {
  readonly list: () => readonly string[]
  /** Runs a scorer, or all, on a reference date and stores what it yields. */
  readonly run: (
    scorerId?: string,
    options?: Abortable & {
      readonly at?: Instant | undefined
      readonly onProgress?:
        | ((progress: { readonly scorerId: string; readonly done: number }) => void)
        | undefined
    },
  ) => Promise<{ readonly [scorerId: string]: { readonly scored: number } }>
  /** Reference dates of the stored runs of a scorer, latest first. */
  readonly dates: (scorerId: string) => Promise<readonly Instant[]>
  /** What a scorer stored on one of those dates, by contact id. */
  readonly on: (scorerId: string, at: Instant, options?: Abortable) => AsyncIterable<Score>
  /**
   * Who went from which value to which between two dates, each read by the last run up to it.
   *
   * @throws `INVALID_INPUT` where there is none
   */
  readonly movement: (
    scorerId: string,
    options: Abortable & {
      /** Name of the value: `segment`, `status`. */
      readonly value: string
      readonly from: Instant
      readonly to: Instant
    },
  ) => Promise<ScoreMovements>
}
