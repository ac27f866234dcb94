import type { Abortable } from '../intake/intake-api.ts'
import type { Instant } from '../model/instant.ts'
import type { JsonObject, JsonValue } from '../model/json.ts'
import type { TraitDefinition } from './definition.ts'
import type { TraitUnit } from './unit.ts'

/** A stored trait. */
export interface StoredTrait {
  readonly definition: TraitDefinition
  readonly version: number
  readonly savedAt: Instant
  readonly savedBy: string
}

/** The value of a trait of a contact at an instant. */
export interface TraitReading {
  /** `undefined`: missing. */
  readonly value: JsonValue | undefined
  /** When it may change by time alone; `undefined`: never. */
  readonly validUntil: Instant | undefined
  /** What a number counts: days, or minor units of a currency. */
  readonly unit: TraitUnit | undefined
}

/** The values of one contact, by trait. */
export interface TraitReadings {
  readonly [traitId: string]: TraitReading
}

/** The traits of one row of a contact's; a missing one is left out. */
export interface RowTraits {
  readonly key: string
  readonly at: Instant | undefined
  readonly traits: { readonly [traitId: string]: JsonValue }
}

/** The traits of a household, and who lives there. */
export interface HouseholdTraits {
  /** The id that `identity.households` says; of somebody who lives alone, their own. */
  readonly householdId: string
  readonly contactIds: readonly string[]
  readonly traits: TraitReadings
}

/** Why a trait has the value that it has. A person's data. */
export interface TraitExplanation extends TraitReading {
  readonly traitId: string
  readonly version: number
  readonly definition: TraitDefinition
  /** Why it is missing though something matched: `currency`, a match in another one. */
  readonly reason?: 'currency' | undefined
  /** The events or rows that it is computed of, oldest first. */
  readonly used: readonly {
    /** Id of the event, or key of the row. */
    readonly key: string
    readonly at: Instant | undefined
    readonly values: JsonObject
  }[]
  /** The traits that its formula reads, explained. */
  readonly inputs: readonly TraitExplanation[]
}

/** A dated value. */
export interface TraitHistoryEntry {
  readonly at: Instant
  /** The value from then on; `undefined`: missing. */
  readonly value: JsonValue | undefined
  readonly definitionVersion: number
}

/** Traits: definitions, values, why. */
export interface TraitsApi {
  /**
   * Saves a new version; kept values, and the segments that stand on it, are computed anew over the base, and fire
   * nothing.
   *
   * @throws `INVALID_DEFINITION`, `INVALID_CONDITION` with the path, `DEFINITION_CYCLE` with the path of the traits;
   * `VERSION_CONFLICT` when `expectedVersion` is not the latest.
   */
  readonly save: (
    definition: TraitDefinition,
    options?: RecomputeOptions & {
      readonly by?: string | undefined
      readonly expectedVersion?: number | undefined
    },
  ) => Promise<StoredTrait>
  readonly list: () => Promise<readonly StoredTrait[]>
  readonly get: (traitId: string) => Promise<StoredTrait | undefined>
  /** @throws `INVALID_CONDITION` naming what stands on it; `UNKNOWN_DEFINITION`. */
  readonly remove: (traitId: string) => Promise<void>
  /** All traits of a contact, those of its household too, exact at the instant. @throws `NOT_FOUND` */
  readonly of: (contactId: string, options?: { readonly at?: Instant | undefined }) => Promise<TraitReadings>
  /** The traits of a contact's rows of a table, in the order of time. @throws `NOT_FOUND`, `UNKNOWN_DEFINITION` */
  readonly ofRows: (contactId: string, table: string) => Promise<readonly RowTraits[]>
  /**
   * The traits of the household that a contact lives in, exact at the instant: a household is named by its id, or by
   * any contact in it. @throws `NOT_FOUND`
   */
  readonly ofHousehold: (
    contactId: string,
    options?: { readonly at?: Instant | undefined },
  ) => Promise<HouseholdTraits>
  /** What `ofHousehold` answers, of every household once, those of one contact too. */
  readonly eachHousehold: (
    options?: Abortable & { readonly at?: Instant | undefined },
  ) => AsyncIterable<HouseholdTraits>
  /** What `of` answers, of every contact, by id, page after page: what a sync sends. */
  readonly each: (
    options?: Abortable & { readonly at?: Instant | undefined },
  ) => AsyncIterable<{ readonly contactId: string; readonly traits: TraitReadings }>
  /**
   * The dated values of a trait with a history, oldest first: what was known then. Of a contact that took another in
   * it is its own.
   *
   * @throws `NOT_FOUND`, `UNKNOWN_DEFINITION`
   */
  readonly history: (contactId: string, traitId: string) => Promise<readonly TraitHistoryEntry[]>
  /**
   * The value with the events or rows that it is computed of; a trait of households is that of the one in which the
   * contact lives. @throws `NOT_FOUND`, `UNKNOWN_DEFINITION`
   */
  readonly explain: (
    contactId: string,
    traitId: string,
    options?: { readonly at?: Instant | undefined },
  ) => Promise<TraitExplanation>
  /**
   * Computes kept values anew over the base, of one trait or of all, with the segments that stand on them: after a
   * table was corrected outside. @throws `ABORTED`; the next turn of the engine goes on.
   */
  readonly recompute: (
    traitId?: string | undefined,
    options?: RecomputeOptions,
  ) => Promise<{ readonly contacts: number }>
}

/** How a walk over the base is followed and ended. */
export interface RecomputeOptions extends Abortable {
  readonly onProgress?: ((progress: { readonly done: number; readonly total: number }) => void) | undefined
}
