import type { Instant } from '../model/instant.ts'
import type { JsonObject } from '../model/json.ts'

/** A change that has been put into the facts of a contact already. */
export type Change =
  | {
      readonly type: 'event'
      readonly name: string
      readonly occurredAt: Instant
      readonly properties: JsonObject
      /** The scenario whose own event it is: it does not trigger that scenario. */
      readonly emittedBy?: string | undefined
    }
  | {
      readonly type: 'row'
      readonly table: string
      readonly at: Instant
      readonly values: JsonObject
      readonly previous: JsonObject | undefined
    }
  | { readonly type: 'fields'; readonly fields: ReadonlySet<string> }
  /** Anything may have changed: the records of two contacts came together. */
  | { readonly type: 'all' }
