import type { Scope } from '../conditions/scope.ts'
import type { Happening } from '../conditions/series.ts'
import type { Instant } from '../model/instant.ts'
import type { JsonValue } from '../model/json.ts'
import type { ColumnType } from '../model/table.ts'
import type { ContactTrait, HouseholdTrait } from './definition.ts'
import type { TraitUnit } from './unit.ts'

/** A value with its end: the first later instant at which it may change if nothing else happens. */
export interface TraitFinding {
  readonly value: JsonValue | undefined
  /** `Infinity`: time alone never changes it. Exact or early, never late. */
  readonly end: Instant
  /** Why it is missing though something matched: `currency`. */
  readonly reason?: 'currency' | undefined
}

/** A trait, compiled: a pure function of the facts and the instant. */
export interface CompiledTrait {
  readonly definition: ContactTrait | HouseholdTrait
  /** What the value is compared as. */
  readonly type: ColumnType | undefined
  readonly unit: TraitUnit | undefined
  readonly find: (scope: Scope) => TraitFinding
  /** The events or rows that it is computed of, oldest first; none of a formula. */
  readonly matches: (scope: Scope) => readonly Happening[]
  /** The traits that its formula reads. */
  readonly inputs: ReadonlyMap<string, CompiledTrait>
}
