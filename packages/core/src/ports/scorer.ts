import type { Instant } from '../model/instant.ts'
import type { JsonObject } from '../model/json.ts'
import type { BaseReader } from './base-reader.ts'

/** One contact's score, as a scorer yields it. */
export interface ScoreResult {
  readonly contactId: string
  readonly values: JsonObject
}

/**
 * Computes values over the whole base. What it yields is stored in its history, and the latest values are
 * fields of the contact under the scorer's id: `rfm.segment` in conditions and templates.
 */
export interface Scorer {
  readonly id: string
  /** Names and kinds of the values, for the console and the types. */
  readonly values: { readonly [name: string]: 'string' | 'number' | 'boolean' | 'instant' }
  readonly score: (options: {
    readonly base: BaseReader
    /** The reference date: nothing after it counts. */
    readonly at: Instant
    readonly signal?: AbortSignal | undefined
  }) => AsyncIterable<ScoreResult>
}
