import type { Condition, DurationText, Window } from '../conditions/ast.ts'
import { all } from '../conditions/builder.ts'
import type { CalendarUnit } from '../time/calendar-unit.ts'
import type {
  Aggregate,
  EventTrait,
  FormulaTrait,
  HouseholdEventTrait,
  HouseholdRowsTrait,
  HouseholdTrait,
  PropertyMeasure,
  RowAggregateTrait,
  RowFormulaTrait,
  RowsTrait,
  TraitBase,
  TraitMeasure,
  TraitMoney,
} from './definition.ts'

type AnyAggregate = EventTrait | RowsTrait | HouseholdTrait | RowAggregateTrait

/** An aggregate on its way: what is chosen by where and window, then measured. */
export interface AggregateBuilder<Made extends AnyAggregate> {
  /** Only what matches. */
  readonly where: (condition: Condition) => AggregateBuilder<Made>
  /** Only of the last D: (t − D, t]. */
  readonly last: (duration: DurationText) => AggregateBuilder<Made>
  /** Only between two durations ago. */
  readonly ago: (from: DurationText, to: DurationText) => AggregateBuilder<Made>
  /** Only of the day, week, month… in which it is asked, in the contact's zone. */
  readonly current: (unit: CalendarUnit) => AggregateBuilder<Made>
  /** Only from one instant to another. */
  readonly during: (from: string | undefined, to?: string | undefined) => AggregateBuilder<Made>
  readonly count: () => Made
  readonly sum: (property: string, money?: TraitMoney | undefined) => Made
  readonly avg: (property: string, money?: TraitMoney | undefined) => Made
  readonly min: (property: string, money?: TraitMoney | undefined) => Made
  readonly max: (property: string, money?: TraitMoney | undefined) => Made
  readonly first: (property: string, money?: TraitMoney | undefined) => Made
  readonly latest: (property: string, money?: TraitMoney | undefined) => Made
  readonly distinct: (property: string) => Made
  readonly mostFrequent: (property: string) => Made
  /** The different values, the latest first. @default 100 of them */
  readonly list: (property: string, limit?: number | undefined) => Made
  /** When the first match happened. */
  readonly firstAt: () => Made
  /** When the last match happened. */
  readonly lastAt: () => Made
  readonly daysSince: () => Made
  readonly rhythm: () => Made
}

/** A measure over the rows that link to a row, on its way. */
export type RowAggregateBuilder = {
  readonly [of in 'sum' | 'avg' | 'min' | 'max' | 'first' | 'latest']: (
    property: string,
    money?: TraitMoney | undefined,
  ) => RowAggregateTrait
} & {
  /** Only what matches. */
  readonly where: (condition: Condition) => RowAggregateBuilder
  readonly count: () => RowAggregateTrait
  readonly distinct: (property: string) => RowAggregateTrait
  readonly mostFrequent: (property: string) => RowAggregateTrait
}

/** What a trait can be made of. */
export interface TraitBuilder {
  readonly events: (name: string) => AggregateBuilder<EventTrait>
  readonly rows: (table: string) => AggregateBuilder<RowsTrait>
  readonly formula: (text: string) => FormulaTrait
  /** Over what everybody in a household did. */
  readonly perHousehold: {
    readonly events: (name: string) => AggregateBuilder<HouseholdEventTrait>
    readonly rows: (table: string) => AggregateBuilder<HouseholdRowsTrait>
  }
  /** Of each row of a table, over `row.<column>` and `row.<link>.<column>`. */
  readonly ofRows: (
    table: string,
    formula: string,
    money?: RowFormulaTrait['money'] | undefined,
  ) => RowFormulaTrait
  /** Of each row of a table, over the rows of another one whose link `via` holds its key. */
  readonly perRow: (
    table: string,
    over: { readonly rows: string; readonly via: string },
  ) => RowAggregateBuilder
}

/**
 * Begins a trait.
 *
 * @example
 * ```ts
 * const revenue = trait('revenue90', { history: true })
 *   .events('Order Completed')
 *   .last('90d')
 *   .sum('total', { currency: 'EUR', amounts: 'major' })
 * const basket = trait('basket').formula('trait.revenue90 / trait.orders90')
 * ```
 */
export function trait(id: string, options: Omit<TraitBase, 'id'> = {}): TraitBuilder {
  const base = { id, ...options }
  return {
    events: (event) => aggregate<EventTrait>({ ...base, event }),
    rows: (table) => aggregate<RowsTrait>({ ...base, rows: table }),
    formula: (formula) => ({ ...base, formula }),
    ofRows: (table, formula, money) => ({
      ...base,
      of: table,
      formula,
      ...(money === undefined ? {} : { money }),
    }),
    perHousehold: {
      events: (event) => aggregate<HouseholdEventTrait>({ ...base, per: 'household', event }),
      rows: (table) => aggregate<HouseholdRowsTrait>({ ...base, per: 'household', rows: table }),
    },
    perRow: (table, over) => aggregate<RowAggregateTrait>({ ...base, of: table, ...over }),
  }
}

type Chosen<Made extends AnyAggregate> = Omit<Made, 'measure' | 'money'>

function aggregate<Made extends AnyAggregate>(chosen: Chosen<Made>): AggregateBuilder<Made> {
  const { where } = chosen as Pick<Aggregate, 'where'>
  const narrowed = (window: Window): AggregateBuilder<Made> => aggregate<Made>({ ...chosen, window })
  const made = (measure: TraitMeasure, money?: TraitMoney | undefined): Made =>
    (money === undefined ? { ...chosen, measure } : { ...chosen, measure, money }) as unknown as Made
  const over =
    (of: PropertyMeasure) =>
    (property: string, money?: TraitMoney | undefined): Made =>
      made({ of, property }, money)
  return {
    where: (condition) =>
      aggregate<Made>({ ...chosen, where: where === undefined ? condition : all(where, condition) }),
    last: (last) => narrowed({ last }),
    ago: (from, to) => narrowed({ ago: [from, to] }),
    current: (unit) => narrowed({ current: unit }),
    during: (from, to) =>
      narrowed({ ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }),
    count: () => made({ of: 'count' }),
    sum: over('sum'),
    avg: over('avg'),
    min: over('min'),
    max: over('max'),
    first: over('first'),
    latest: over('last'),
    distinct: over('distinct'),
    mostFrequent: over('mostFrequent'),
    list: (property, limit) =>
      made(limit === undefined ? { of: 'list', property } : { of: 'list', property, limit }),
    firstAt: () => made({ of: 'firstAt' }),
    lastAt: () => made({ of: 'lastAt' }),
    daysSince: () => made({ of: 'daysSince' }),
    rhythm: () => made({ of: 'rhythm' }),
  }
}
