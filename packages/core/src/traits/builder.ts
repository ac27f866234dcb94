import type { Condition, DurationText, Window } from '../conditions/ast.ts'
import { all } from '../conditions/builder.ts'
import type {
  Aggregate,
  EventTrait,
  FormulaTrait,
  PropertyMeasure,
  RowsTrait,
  RowTrait,
  TraitBase,
  TraitMeasure,
  TraitMoney,
} from './definition.ts'

/** An aggregate on its way: what is chosen by where and window, then measured. */
export interface AggregateBuilder<Made extends EventTrait | RowsTrait> {
  /** Only what matches. */
  readonly where: (condition: Condition) => AggregateBuilder<Made>
  /** Only of the last D: (t − D, t]. */
  readonly last: (duration: DurationText) => AggregateBuilder<Made>
  /** Only between two durations ago. */
  readonly ago: (from: DurationText, to: DurationText) => AggregateBuilder<Made>
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

/** What a trait can be made of. */
export interface TraitBuilder {
  readonly events: (name: string) => AggregateBuilder<EventTrait>
  readonly rows: (table: string) => AggregateBuilder<RowsTrait>
  readonly formula: (text: string) => FormulaTrait
  /** Of each row of a table, over `row.<column>` and `row.<link>.<column>`. */
  readonly ofRows: (table: string, formula: string, money?: RowTrait['money'] | undefined) => RowTrait
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
  }
}

type Chosen<Made extends EventTrait | RowsTrait> = Omit<Made, 'measure' | 'money'>

function aggregate<Made extends EventTrait | RowsTrait>(chosen: Chosen<Made>): AggregateBuilder<Made> {
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
