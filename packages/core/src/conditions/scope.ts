import type { Instant } from '../model/instant.ts'
import type { JsonObject } from '../model/json.ts'
import type { ContactFacts } from './facts.ts'
import type { References } from './references.ts'

/**
 * A verdict with its end in one number: positive is true, negative is false, and the magnitude is the first later
 * instant at which the answer may change if nothing else happens; `Infinity` if time alone never changes it.
 *
 * It is sound because conditions are evaluated at instants from 1970 on (`now` ≥ 0), so that every later instant
 * is at least 1 and its sign is free.
 */
export type SignedVerdict = number

/** What one evaluation reads; made once a call, moved over the rows by the loops. */
export interface Scope {
  readonly facts: ContactFacts
  readonly now: Instant
  readonly references: References | undefined
  /** Properties of the event or the row at hand, inside a `where`. */
  row: JsonObject | undefined
  /** Key of the row at hand. */
  rowKey: string | undefined
  /** Properties of the first event, inside the `then` of a sequence. */
  first: JsonObject | undefined
}

/** What a whole condition, or a trait, is evaluated in: the facts alone. */
export function scopeOf(facts: ContactFacts, now: Instant, references?: References | undefined): Scope {
  return { facts, now, references, row: undefined, rowKey: undefined, first: undefined }
}

/** Facts of nobody: what is evaluated in them reads nothing but a row. */
export const NOBODY: ContactFacts = {
  contactId: '',
  zone: 'UTC',
  field: () => undefined,
  fieldSince: () => undefined,
  events: () => [],
  rows: () => [],
}

/** A condition, compiled. */
export interface Evaluator {
  readonly verdict: (scope: Scope) => SignedVerdict
  /** Is the verdict `±Infinity` whenever the facts are the same? */
  readonly timeless: boolean
}

/** True for ever, as far as time goes. */
export const ALWAYS: SignedVerdict = Number.POSITIVE_INFINITY
/** False for ever, as far as time goes. */
export const NEVER: SignedVerdict = Number.NEGATIVE_INFINITY
