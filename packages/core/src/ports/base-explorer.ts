import type { Condition, Window } from '../conditions/ast.ts'
import type { ConditionEnvironment } from '../conditions/environment.ts'
import type { ExplorationAggregate, ExplorationSubject, MeasureTest } from '../explore/exploration.ts'
import type { Abortable } from '../intake/intake-api.ts'
import type { Instant } from '../model/instant.ts'
import type { JsonValue } from '../model/json.ts'
import type { CalendarUnit } from '../time/calendar-unit.ts'

/** By what a database puts rows, events or contacts together. */
export type PlannedDimension = PlannedKey & {
  /** Is every value a cell of its own? Else core puts several together: into spans and bands. */
  readonly own: boolean
}

/** What is read for a dimension. */
export type PlannedKey =
  /** JSON at the end of a path of the row or event, of one value. */
  | { readonly property: string }
  /** JSON of a golden value or a score of the contact. */
  | { readonly field: string }
  /**
   * The number of the span of the calendar in which it happened: days from 1970-01-01, weeks from Monday 1969-12-29,
   * months, quarters and years from the year 0.
   */
  | { readonly happened: CalendarUnit }
  /** What a count, an extreme, or a first or last value over what the contact did comes to, as a scalar. */
  | { readonly aggregate: ExplorationAggregate }
  /** The place of the first condition on the contact that is true, -1 for none; `null` for a row of nobody. */
  | { readonly cases: readonly Condition[] }

/** What a database computes of each group. */
export interface PlannedMeasure {
  readonly of: 'contacts' | 'sum' | 'avg' | 'min' | 'max' | 'distinct'
  readonly property?: string | undefined
  readonly minus?: string | undefined
  readonly currency?: string | undefined
  /** Over contacts, instead of a property. */
  readonly field?: string | undefined
}

/** A condition on the measures of a group; operands are of the measure's type. */
export type PlannedHaving =
  | PlannedMeasureTest
  | { readonly all: readonly PlannedHaving[] }
  | { readonly any: readonly PlannedHaving[] }
  | { readonly not: PlannedHaving }

/** Compares the measure at a place of the plan, or the size of the group. */
export interface PlannedMeasureTest extends Omit<MeasureTest, 'measure'> {
  readonly measure: number | 'size'
}

/** A question as a database is asked it. It reads no trait. */
export interface ExplorationPlan extends ConditionEnvironment {
  readonly over: ExplorationSubject
  readonly where: Condition | undefined
  readonly window: Window | undefined
  readonly contacts: Condition | undefined
  /** Do rows of no contact count, beside the others or alone? */
  readonly ofNobody: 'too' | 'alone' | 'never'
  readonly dimensions: readonly PlannedDimension[]
  readonly measures: readonly PlannedMeasure[]
  /** Groups of which this is false need not be answered; core looks at the others again. */
  readonly having: PlannedHaving | undefined
  readonly at: Instant
  /** Zone of contacts whose `timeZone` is none. */
  readonly defaultZone: string
  /** Zone of the calendar. */
  readonly zone: string
}

/** Rows, events or contacts of one combination of keys. */
export interface ExploredGroup {
  /** One for each dimension; `null`: none. */
  readonly keys: readonly JsonValue[]
  /** How many they are. */
  readonly size: number
  readonly measures: readonly ExploredMeasure[]
}

/** What a database found. */
export interface ExploredGroups {
  readonly groups: readonly ExploredGroup[]
  /** How many are of nobody, those of groups that are not answered too. */
  readonly ofNobody: number
}

/** One measure of a group. */
export interface ExploredMeasure {
  /** Values that there were. */
  readonly count: number
  /**
   * Their sum for `sum` and `avg`, exact: of the decimals that the numbers are written as, a number or, where no number
   * is that sum, its decimal (`0.60`, `600e-3`). Else the measure itself; `null` for the extreme of nothing.
   */
  readonly value: number | string | null
  /** The currency of all of them; `null` when none is asked or said. */
  readonly currency: JsonValue
}

/** Groups a base by the database. */
export interface BaseExplorer {
  /**
   * The groups, by what the keys are in storage: one that core reads as another's equal is a group of its own.
   * `undefined` where the database cannot say exactly what the evaluator says, of this question or of these data.
   * A statement that is running when the signal fires is stopped where the driver can.
   *
   * @throws `ABORTED`
   */
  readonly explore: (plan: ExplorationPlan, options?: Abortable) => Promise<ExploredGroups | undefined>
  /**
   * The same groups page by page, so that nobody holds them all, in no order; also `undefined` where core would put some
   * of them together. In a transaction that stays open until the last.
   *
   * @throws `ABORTED`
   */
  readonly stream?:
    | ((
        plan: ExplorationPlan,
        options?: Abortable,
      ) => Promise<AsyncIterable<readonly ExploredGroup[]> | undefined>)
    | undefined
}
