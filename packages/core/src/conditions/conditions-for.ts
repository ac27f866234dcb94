import type { CalendarUnit } from '../time/calendar-unit.ts'
import type {
  BehaviourTest,
  Condition,
  DurationText,
  EventCondition,
  FieldCondition,
  PropertyCondition,
  RowsCondition,
} from './ast.ts'
import { type BehaviourBuilder, event, field, property, rows } from './builder.ts'
import type { Comparisons } from './comparisons.ts'
import type {
  Declared,
  EventName,
  EventPaths,
  FieldName,
  FieldValue,
  NumericPath,
  PathValue,
  TableName,
  TablePaths,
} from './declared-names.ts'

/** The builders of a base: they know what is declared, and what each thing is compared with. */
export interface ConditionsFor<D extends Declared> {
  readonly field: <Name extends FieldName<D>>(name: Name) => Comparisons<FieldValue<D, Name>, FieldCondition>
  readonly rows: <Name extends TableName<D>>(
    table: Name,
  ) => DeclaredBehaviour<TablePaths<D, Name>, RowsCondition>
  readonly event: <Name extends EventName<D>>(
    name: Name,
  ) => DeclaredBehaviour<EventPaths<D, Name>, EventCondition>
}

/** A {@link BehaviourBuilder} over declared properties. */
export interface DeclaredBehaviour<Types, Made extends BehaviourTest>
  extends Pick<BehaviourBuilder<Made>, 'count' | 'daysSince' | 'any' | 'none'> {
  /** Only what matches; the properties are those of the event or the table, and those that links lead to. */
  readonly where: (
    condition: (property: DeclaredProperty<Types>) => Condition,
  ) => DeclaredBehaviour<Types, Made>
  readonly last: (duration: DurationText) => DeclaredBehaviour<Types, Made>
  readonly ago: (from: DurationText, to: DurationText) => DeclaredBehaviour<Types, Made>
  readonly current: (unit: CalendarUnit) => DeclaredBehaviour<Types, Made>
  readonly during: (from: string | undefined, to?: string | undefined) => DeclaredBehaviour<Types, Made>
  readonly sum: (property: NumericPath<Types>) => Comparisons<number, Made>
  readonly avg: (property: NumericPath<Types>) => Comparisons<number, Made>
  readonly min: <Path extends keyof Types & string>(
    property: Path,
  ) => Comparisons<PathValue<Types, Path>, Made>
  readonly max: <Path extends keyof Types & string>(
    property: Path,
  ) => Comparisons<PathValue<Types, Path>, Made>
  readonly distinct: (property: keyof Types & string) => Comparisons<number, Made>
  readonly first: <Path extends keyof Types & string>(
    property: Path,
  ) => Comparisons<PathValue<Types, Path>, Made>
  readonly latest: <Path extends keyof Types & string>(
    property: Path,
  ) => Comparisons<PathValue<Types, Path>, Made>
}

/** Begins a condition on a declared property. */
export type DeclaredProperty<Types> = <Path extends keyof Types & string>(
  path: Path,
) => Comparisons<PathValue<Types, Path>, PropertyCondition>

/**
 * The builders of a base whose fields, tables and events are declared: their names, and the paths over links, are
 * inferred from the declarations. A name that is not there, or a value of another type, does not compile. What is not
 * declared (scores, traits, other events) is said with the plain builders.
 *
 * @example
 * ```ts
 * const { field, rows, event } = conditionsFor({
 *   fields: { city: { type: 'string' }, birthDate: { type: 'date' } },
 *   tables: [
 *     { name: 'stores', kind: 'reference', columns: { country: 'string' } },
 *     {
 *       name: 'orders',
 *       kind: 'interactions',
 *       columns: { placed_at: 'instant', amount: 'money', store_id: 'string' },
 *       dateColumn: 'placed_at',
 *       links: { store_id: 'stores' },
 *     },
 *   ],
 *   events: [{ name: 'Order Completed', types: { total: 'number' } }],
 * })
 * const abroad = all(
 *   field('city').eq('Lyon'),
 *   rows('orders').where((order) => order('store_id.country').ne('FR')).last('90d').sum('amount').gte(10_000),
 *   event('Order Completed').max('total').gt(50),
 * )
 * ```
 */
export function conditionsFor<const D extends Declared>(_declared: D): ConditionsFor<D> {
  return {
    field: (name) => field(name),
    rows: (table) => declaredBehaviour(rows(table)),
    event: (name) => declaredBehaviour(event(name)),
  }
}

/** The plain builder is the declared one: only `where` is said otherwise. */
function declaredBehaviour<Types, Made extends BehaviourTest>(
  plain: BehaviourBuilder<Made>,
): DeclaredBehaviour<Types, Made> {
  const next = (narrowed: BehaviourBuilder<Made>): DeclaredBehaviour<Types, Made> =>
    declaredBehaviour(narrowed)
  return {
    ...(plain as unknown as DeclaredBehaviour<Types, Made>),
    where: (condition) => next(plain.where(condition(property as DeclaredProperty<Types>))),
    last: (duration) => next(plain.last(duration)),
    ago: (from, to) => next(plain.ago(from, to)),
    current: (unit) => next(plain.current(unit)),
    during: (from, to) => next(plain.during(from, to)),
  }
}
