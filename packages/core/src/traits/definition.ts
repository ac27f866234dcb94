import type { Condition, Window } from '../conditions/ast.ts'

/** A value that is computed of what a contact did: it is right at every instant, like the segments. */
export type TraitDefinition = ContactTrait | HouseholdTrait | RowTrait

/** A trait of contacts. */
export type ContactTrait = EventTrait | RowsTrait | FormulaTrait

/** What every trait says of itself. */
export interface TraitBase {
  /** A letter, then letters, digits and `_`: it is read as `trait.<id>` in conditions, formulas and templates. */
  readonly id: string
  /** For people: `Revenue of 90 days`. @default the id */
  readonly name?: string | undefined
  readonly description?: string | undefined
  /**
   * Is the value kept in the storage too, for SQL and for what is synchronised? It is renewed with the segments,
   * by what happens and at the instants at which it turns. What reads a trait here never needs it.
   * @default false
   */
  readonly stored?: boolean | undefined
  /** Is every value kept with its date? The value is then stored too. @default false */
  readonly history?: boolean | undefined
}

/** What is computed over the matching events or rows of a contact. */
export interface Aggregate {
  readonly where?: Condition | undefined
  /** @default ever */
  readonly window?: Window | undefined
  readonly measure: TraitMeasure
  /** Says that the values are amounts of one currency; another one is never added to them. */
  readonly money?: TraitMoney | undefined
}

/** A measure over the contact's events of a name; a final `*` is a prefix. */
export interface EventTrait extends TraitBase, Aggregate {
  readonly event: string
}

/** A measure over the contact's rows of a declared table. */
export interface RowsTrait extends TraitBase, Aggregate {
  readonly rows: string
}

/**
 * A measure over the events or rows of everybody in a household. Whoever lives there has it as a trait of their own:
 * what one of them does moves the others too.
 */
export type HouseholdTrait = HouseholdEventTrait | HouseholdRowsTrait

/** A measure over the events of a household. */
export interface HouseholdEventTrait extends EventTrait {
  readonly per: 'household'
}

/** A measure over the rows of a household, of a declared table. */
export interface HouseholdRowsTrait extends RowsTrait {
  readonly per: 'household'
}

/** A formula over other traits, fields and scores: `trait.revenue / trait.orders`. */
export interface FormulaTrait extends TraitBase {
  readonly formula: string
}

/** A value of each row of a table. It is read where columns are, as `trait.<id>`: in `where`, and in measures. */
export type RowTrait = RowFormulaTrait | RowAggregateTrait

/** What every trait of rows says of itself. */
interface RowTraitBase extends Omit<TraitBase, 'stored' | 'history'> {
  /** The table. */
  readonly of: string
}

/** A formula over the columns of the row and those that links lead to: `row.amount - row.cost`. */
export interface RowFormulaTrait extends RowTraitBase {
  readonly formula: string
  /** Says that columns of money are amounts of one currency; in a row of another one the trait is missing. */
  readonly money?: Pick<TraitMoney, 'currency' | 'property'> | undefined
}

/**
 * A measure over the rows of another table that link to the row, among those of the same contact: the pieces of an
 * order, from its lines. A row counts whatever its date, so that time alone never changes the value.
 */
export interface RowAggregateTrait extends RowTraitBase {
  /** The table whose rows are measured. */
  readonly rows: string
  /** Their column that holds the key of the row: `order_id`. */
  readonly via: string
  /** A condition on their properties that does not turn with time. */
  readonly where?: Condition | undefined
  readonly measure: RowMeasure
  readonly money?: TraitMoney | undefined
}

/** What is computed over the rows that link to a row. */
export type RowMeasure = Extract<TraitMeasure, { readonly of: 'count' | PropertyMeasure }>

/** What is computed. Of no matches, `count`, `sum` and `distinct` are 0 and everything else is missing. */
export type TraitMeasure =
  | { readonly of: 'count' }
  | { readonly of: PropertyMeasure; readonly property: string }
  /** The different values, the latest first. `limit`: 100 unless it says otherwise, 1000 at most. */
  | { readonly of: 'list'; readonly property: string; readonly limit?: number | undefined }
  /** When the first match, or the last one, happened: an instant. */
  | { readonly of: 'firstAt' | 'lastAt' }
  /** Whole days of 24 hours since the latest match. */
  | { readonly of: 'daysSince' }
  /** The median gap between two matches that follow each other, in days; missing with fewer than three matches. */
  | { readonly of: 'rhythm' }

/** Measures of the values of a property; `mostFrequent` is, among equals, the one that came last. */
export type PropertyMeasure = 'sum' | 'avg' | 'min' | 'max' | 'first' | 'last' | 'distinct' | 'mostFrequent'

/** Amounts of one currency. */
export interface TraitMoney {
  /** ISO 4217: `EUR`. The value is an integer of its minor units. */
  readonly currency: string
  /**
   * Where a match says its own currency; one that says none is in `currency`. If a match in the window is in another
   * one, the trait is missing, and its explanation says why: choose the matches with `where`, or convert them.
   * @default 'currency'
   */
  readonly property?: string | undefined
  /** Are the amounts written as 59.90 (`major`) or as 5990 (`minor`)? @default 'minor' */
  readonly amounts?: 'minor' | 'major' | undefined
}
