import type { Condition, Window } from '../conditions/ast.ts'
import type { Scalar } from '../conditions/values.ts'
import type { Instant } from '../model/instant.ts'
import type { CalendarUnit } from '../time/calendar-unit.ts'
import type { EventTrait, RowsTrait } from '../traits/definition.ts'

/** What is counted: contacts, the rows of a declared table, or the events of a name (a final `*` is a prefix). */
export type ExplorationSubject = 'contacts' | { readonly rows: string } | { readonly event: string }

/** A value over what each contact did: its first category, its last store. */
export type ExplorationAggregate = Omit<EventTrait, AboutTraits> | Omit<RowsTrait, AboutTraits>

type AboutTraits = 'id' | 'name' | 'description' | 'stored' | 'history'

/**
 * Where a value is found: a field, score (`rfm.segment`) or trait (`trait.revenue`) of the contact; a property of the
 * row or event at hand, also over declared links (`product_id.category`); a value over what the contact did.
 */
export type ExplorationValue =
  | { readonly field: string }
  | { readonly property: string }
  | { readonly aggregate: ExplorationAggregate }

/** What groups are made by. */
export type ExplorationDimension =
  | (ExplorationValue & {
      /** Puts an instant or a date into its span: `2026-03-09`, `2026-W11`, `2026-03`, `2026-Q1`, `2026`. */
      readonly by?: CalendarUnit | undefined
      /** Puts a number into a band: `[18, 25]` makes `< 18`, `18 – 25` and `≥ 25`; a band holds its lower bound. */
      readonly bands?: readonly number[] | undefined
    })
  /** When the row or event happened. */
  | { readonly happened: CalendarUnit }
  /** Is the contact in the segment? */
  | { readonly segment: string }
  /** The contact's label of an exclusive segmentation. */
  | { readonly segmentation: string }

/** What is computed of each group. */
export type ExplorationMeasure =
  /** Rows or events; contacts where those are explored. */
  | { readonly of: 'count' }
  /** Different contacts. */
  | { readonly of: 'contacts' }
  | {
      readonly of: 'sum' | 'avg' | 'min' | 'max' | 'distinct'
      readonly property: string
      /** A property that is taken off: refunds of a total. A row without it is whole. */
      readonly minus?: string | undefined
      /**
       * Property that holds the currency of an amount: two in one group are refused.
       * @default `currency`, for a column of type `money` beside one of that name
       */
      readonly currency?: string | undefined
    }
  | { readonly of: 'sum' | 'avg' | 'min' | 'max' | 'distinct'; readonly field: string }

/** Compares what a measure of a group came to. */
export interface MeasureTest {
  /** The name of a measure that is asked. */
  readonly measure: string
  readonly op: 'eq' | 'ne' | 'lt' | 'lte' | 'gt' | 'gte' | 'between' | 'exists' | 'missing'
  /** Absent for `exists` and `missing`; `[low, high]` for `between`, both included. */
  readonly value?: Scalar | readonly [low: Scalar, high: Scalar] | undefined
}

/** A condition on the measures of a group. */
export type ExplorationHaving =
  | MeasureTest
  | { readonly all: readonly ExplorationHaving[] }
  | { readonly any: readonly ExplorationHaving[] }
  | { readonly not: ExplorationHaving }

/** A question to the whole base: measures by dimensions. It is JSON. */
export interface Exploration {
  /** @default 'contacts' */
  readonly over?: ExplorationSubject | undefined
  /** By name; at least one. */
  readonly measures: { readonly [name: string]: ExplorationMeasure }
  /** By name; without one, there is one group. */
  readonly dimensions?: { readonly [name: string]: ExplorationDimension } | undefined
  /** Which rows or events count: a condition on their properties. */
  readonly where?: Condition | undefined
  /** When they happened. @default ever */
  readonly window?: Window | undefined
  /** Whose count: a condition on the contact. @default everybody's, and rows of nobody */
  readonly contacts?: Condition | undefined
  /** Which groups are answered: a condition on their measures. @default all */
  readonly having?: ExplorationHaving | undefined
  /** @default the dimensions, in their order, ascending */
  readonly orderBy?: readonly ExplorationOrder[] | undefined
  /** Groups that are answered. @default 1000 */
  readonly limit?: number | undefined
  /** IANA zone of the calendar. @default that of the instance */
  readonly timeZone?: string | undefined
}

/** By which dimension or measure the groups stand. */
export interface ExplorationOrder {
  readonly by: string
  readonly descending?: boolean | undefined
}

/** One cell of an answer; `null`: there is no value. */
export type ExplorationCell = string | number | boolean | null

/** One group: dimensions and measures by name. */
export interface ExplorationGroup {
  readonly [name: string]: ExplorationCell
}

/** The answer. */
export interface ExplorationResult {
  /** The instant of which it is true. */
  readonly at: Instant
  readonly dimensions: readonly string[]
  readonly measures: readonly string[]
  readonly groups: readonly ExplorationGroup[]
  /** Groups that there are, those beyond the limit too; those that `having` leaves out are none. */
  readonly total: number
  /** Rows of no contact (products, tickets without a card) that are among what was counted. */
  readonly ofNobody: number
}
