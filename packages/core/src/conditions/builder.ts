import type { CalendarUnit } from '../time/calendar-unit.ts'
import type {
  AllOf,
  AnyOf,
  AtLeast,
  BehaviourTest,
  Condition,
  DurationText,
  EventCondition,
  FieldCondition,
  InSegment,
  Measure,
  Not,
  PropertyCondition,
  RowsCondition,
  SequenceCondition,
  SequenceStep,
  Window,
} from './ast.ts'
import { type Comparisons, comparisons } from './comparisons.ts'

/** A behaviour on its way: a condition as it stands, narrowed by what is called on it. */
export interface BehaviourBuilder<Made extends BehaviourTest> {
  /** Only what matches. */
  readonly where: (condition: Condition) => BehaviourBuilder<Made>
  /** Only of the last D: (t − D, t]. */
  readonly last: (duration: DurationText) => BehaviourBuilder<Made>
  /** Only between two durations ago. */
  readonly ago: (from: DurationText, to: DurationText) => BehaviourBuilder<Made>
  /** Only of the day, week, month… in which it is asked, in the contact's zone. */
  readonly current: (unit: CalendarUnit) => BehaviourBuilder<Made>
  /** Only from one instant to another. */
  readonly during: (from: string | undefined, to?: string | undefined) => BehaviourBuilder<Made>
  readonly count: () => Comparisons<number, Made>
  readonly sum: (property: string) => Comparisons<number, Made>
  readonly avg: (property: string) => Comparisons<number, Made>
  readonly min: (property: string) => Comparisons<string | number, Made>
  readonly max: (property: string) => Comparisons<string | number, Made>
  readonly distinct: (property: string) => Comparisons<number, Made>
  readonly first: (property: string) => Comparisons<string | number | boolean, Made>
  readonly latest: (property: string) => Comparisons<string | number | boolean, Made>
  readonly daysSince: () => Comparisons<number, Made>
  /** At least one. */
  readonly any: () => Made
  /** Not one: of all contacts, those of whom nothing is known too. */
  readonly none: () => Made
}

/**
 * Begins a condition on a field of the contact.
 *
 * @example
 * ```ts
 * field('city').eq('Lyon') // { field: 'city', op: 'eq', value: 'Lyon' }
 * ```
 */
export function field<Value = string | number | boolean>(name: string): Comparisons<Value, FieldCondition> {
  return comparisons((test) => ({ field: name, ...test }))
}

/**
 * The condition on a field, held for at least, or less than, a duration.
 *
 * @example
 * ```ts
 * heldFor(field('status').eq('gold'), { atLeast: '30d' })
 * ```
 */
export function heldFor(
  condition: FieldCondition,
  duration: NonNullable<FieldCondition['heldFor']>,
): FieldCondition {
  return { ...condition, heldFor: duration }
}

/**
 * Begins a condition on a property of the event or row at hand.
 *
 * @example
 * ```ts
 * property('products[].category').eq('shoes')
 * ```
 */
export function property<Value = string | number | boolean>(
  path: string,
): Comparisons<Value, PropertyCondition> {
  return comparisons((test) => ({ property: path, ...test }))
}

/**
 * Begins a condition on the events of a name; a final `*` is a prefix.
 *
 * @example
 * ```ts
 * event('Order Completed').last('90d').count().gte(2)
 * ```
 */
export function event(name: string): BehaviourBuilder<EventCondition> {
  return behaviour<EventCondition>({ event: name })
}

/**
 * Begins a condition on the contact's rows of a table; with `via`, on the rows that belong to the row at hand.
 *
 * @example
 * ```ts
 * rows('orders').where(property('store_id.region').eq('north')).sum('amount').gte(10_000)
 * ```
 */
export function rows(
  table: string,
  options: { readonly via?: string | undefined } = {},
): BehaviourBuilder<RowsCondition> {
  return behaviour<RowsCondition>(
    options.via === undefined ? { rows: table } : { rows: table, via: options.via },
  )
}

function behaviour<Made extends BehaviourTest>(base: Made): BehaviourBuilder<Made> {
  const narrowed = (window: Window): BehaviourBuilder<Made> => behaviour({ ...base, window })
  const measured = <Value>(measure: Measure): Comparisons<Value, Made> =>
    comparisons((test) => ({ ...base, measure, ...test }))
  return {
    where: (condition) =>
      behaviour({ ...base, where: base.where === undefined ? condition : all(base.where, condition) }),
    last: (last) => narrowed({ last }),
    ago: (from, to) => narrowed({ ago: [from, to] }),
    current: (unit) => narrowed({ current: unit }),
    during: (from, to) =>
      narrowed({ ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }),
    count: () => comparisons((test) => ({ ...base, ...test })),
    sum: (path) => measured({ of: 'sum', property: path }),
    avg: (path) => measured({ of: 'avg', property: path }),
    min: (path) => measured({ of: 'min', property: path }),
    max: (path) => measured({ of: 'max', property: path }),
    distinct: (path) => measured({ of: 'distinct', property: path }),
    first: (path) => measured({ of: 'first', property: path }),
    latest: (path) => measured({ of: 'last', property: path }),
    daysSince: () => measured({ of: 'daysSince' }),
    any: () => base,
    none: () => ({ ...base, op: 'eq', value: 0 }),
  }
}

/**
 * A sequence of two events: the second within a duration of the first, or not.
 *
 * @example
 * ```ts
 * sequence({ event: 'Product Added' }, { event: 'Order Completed' }, { within: '3d', not: true })
 * ```
 */
export function sequence(
  first: SequenceStep,
  second: SequenceStep,
  options: Pick<SequenceCondition, 'within' | 'not' | 'window'>,
): SequenceCondition {
  // biome-ignore lint/suspicious/noThenProperty: a condition, which is never awaited; the word is the language's.
  return { sequence: first, then: second, ...options }
}

/** Every one of some conditions. */
export function all(...conditions: readonly Condition[]): AllOf {
  return { all: conditions }
}

/** One of some conditions. */
export function any(...conditions: readonly Condition[]): AnyOf {
  return { any: conditions }
}

/** The opposite of a condition. */
export function not(condition: Condition): Not {
  return { not: condition }
}

/** At least some number of conditions. */
export function atLeast(count: number, ...conditions: readonly Condition[]): AtLeast {
  return { atLeast: count, of: conditions }
}

/** The members of a segment. */
export function inSegment(segment: string): InSegment {
  return { segment }
}
