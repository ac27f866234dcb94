import type { JsonValue } from '../model/json.ts'
import type { CalendarUnit } from '../time/calendar-unit.ts'

/**
 * The one condition language: segments, branches, trigger filters, exit rules, pre-counts and template blocks.
 * It is JSON; a condition is told apart by its first key. Laws in `docs/conditions.md`.
 */
export type Condition =
  | AllOf
  | AnyOf
  | Not
  | AtLeast
  | InSegment
  | FieldCondition
  | PropertyCondition
  | EventCondition
  | RowsCondition
  | SequenceCondition

/** True when every part is; `all: []` is everybody. */
export interface AllOf {
  readonly all: readonly Condition[]
}

/** True when one part is; `any: []` is nobody. */
export interface AnyOf {
  readonly any: readonly Condition[]
}

export interface Not {
  readonly not: Condition
}

/** True when at least `atLeast` of the parts are. */
export interface AtLeast {
  readonly atLeast: number
  readonly of: readonly Condition[]
}

/** True for the members of another segment; a cycle is refused with its path. */
export interface InSegment {
  readonly segment: string
}

/** A duration: `90m`, `4h`, `1d` (24 hours), `2w`; or ISO 8601 calendar units, `P1D`, `P1M`, `P1Y`. */
export type DurationText = string

/** A literal, or a reference to a value known only when the condition runs. */
export type Operand = JsonValue | OperandReference

/**
 * `{ ref: 'run.key' }` and `{ ref: 'trigger.cart_id' }` inside a scenario;
 * `{ ref: 'first.product_id' }` inside the `then` of a sequence;
 * `{ ref: 'field.storeId' }` for a field of the contact.
 */
export interface OperandReference {
  readonly ref: string
}

/** Comparisons of one value. Those on dates read an instant; `value` is then ISO 8601 or a duration. */
export type ValueOperator =
  | 'eq'
  | 'ne'
  | 'lt'
  | 'lte'
  | 'gt'
  | 'gte'
  | 'between'
  | 'in'
  | 'notIn'
  | 'exists'
  | 'missing'
  | 'contains'
  | 'notContains'
  | 'startsWith'
  | 'endsWith'
  | 'matches'
  | 'hasAny'
  | 'hasAll'
  | 'hasNone'
  | 'before'
  | 'after'
  | 'withinLast'
  | 'withinNext'
  | 'moreThanAgo'
  | 'moreThanAhead'
  | 'sameDay'
  | 'anniversaryWithin'
  | 'near'

/** What every comparison of a value holds. */
export interface ValueTest {
  readonly op: ValueOperator
  /** One operand; a list for `in`, `notIn`, `has…`; `[low, high]` for `between`; absent for `exists`, `missing`. */
  readonly value?: Operand | readonly Operand[] | undefined
  /** Strings are compared with their case unless this is set. @default false */
  readonly ignoreCase?: boolean | undefined
  /** Where `anniversaryWithin` keeps 29 February in a common year. @default 'feb28' */
  readonly leapDay?: 'feb28' | 'mar1' | undefined
}

/** Compares the golden value of a field, or of a trait, of the contact. */
export interface FieldCondition extends ValueTest {
  readonly field: string
  /** Has the comparison held for at least (or less than) this long? */
  readonly heldFor?:
    | { readonly atLeast?: DurationText | undefined; readonly lessThan?: DurationText | undefined }
    | undefined
}

/**
 * Compares a property of the event or the row at hand; only inside `where`, a trigger filter or a wait.
 * A path may step into objects (`shipping.city`), into lists (`products[].sku`: any element) and over
 * declared links (`order_id.store_id.region`).
 */
export interface PropertyCondition extends ValueTest {
  readonly property: string
}

/** Which instants count, relative to the instant of evaluation t. */
export type Window =
  /** (t − D, t]. */
  | { readonly last: DurationText }
  /** (t − from, t − to]: between 90 and 30 days ago is `{ ago: ['90d', '30d'] }`. */
  | { readonly ago: readonly [from: DurationText, to: DurationText] }
  /** The day, week, month, quarter or year of the contact's zone in which t lies, up to t. */
  | { readonly current: CalendarUnit }
  /** [from, to): ISO 8601 instants; either may be left out. */
  | { readonly from?: string | undefined; readonly to?: string | undefined }

/** What is computed over the matching events or rows. */
export type Measure =
  | { readonly of: 'count' }
  | { readonly of: 'sum' | 'avg' | 'min' | 'max' | 'distinct' | 'first' | 'last'; readonly property: string }
  /** Days (of 24 hours, a fraction) since the latest match. */
  | { readonly of: 'daysSince' }

/** What {@link EventCondition} and {@link RowsCondition} share: at least one match unless they say otherwise. */
export interface BehaviourTest {
  readonly where?: Condition | undefined
  /** @default ever */
  readonly window?: Window | undefined
  /** @default { of: 'count' } */
  readonly measure?: Measure | undefined
  /** @default 'gte' */
  readonly op?: ValueOperator | undefined
  /** @default 1 */
  readonly value?: Operand | readonly Operand[] | undefined
}

/** Counts or measures the contact's events of a name; a final `*` is a prefix. */
export interface EventCondition extends BehaviourTest {
  readonly event: string
}

/** Counts or measures the contact's rows of a declared table. */
export interface RowsCondition extends BehaviourTest {
  readonly rows: string
  /**
   * Inside the `where` of rows: only the rows whose column of this name, a declared link, holds the key of the row
   * at hand (the lines of an order). To any depth.
   */
  readonly via?: string | undefined
}

/** One step of a sequence. */
export interface SequenceStep {
  readonly event: string
  readonly where?: Condition | undefined
}

/** A, then B within D; or A, then not B within D (true once D has passed without B). */
export interface SequenceCondition {
  readonly sequence: SequenceStep
  readonly then: SequenceStep
  readonly within: DurationText
  /** @default false */
  readonly not?: boolean | undefined
  /** Window on the first step. @default ever */
  readonly window?: Window | undefined
}
