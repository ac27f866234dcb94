import fc from 'fast-check'
import type { Condition, ValueTest } from '../../src/conditions/ast.ts'
import type { ConditionEnvironment } from '../../src/conditions/environment.ts'
import type { JsonObject, JsonValue } from '../../src/model/json.ts'
import type { TableDeclaration } from '../../src/model/table.ts'
import type { Sketch } from './facts-of.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Moments at which calendars do something: changes of the clocks, leap days, a day that Samoa left out. */
const MOMENTS: readonly number[] = [
  Date.UTC(2026, 2, 29),
  Date.UTC(2026, 9, 25),
  Date.UTC(2028, 1, 29),
  Date.UTC(2026, 2, 31),
  Date.UTC(2011, 11, 30),
  Date.UTC(2025, 11, 31),
]
export const ZONES: readonly string[] = [
  'UTC',
  'Europe/Paris',
  'America/New_York',
  'America/St_Johns',
  'Pacific/Apia',
  'Australia/Lord_Howe',
]

/** What random conditions may speak of. */
export const environment: ConditionEnvironment = {
  segments: new Map<string, Condition>([
    ['buyers', { event: 'A', window: { last: '7d' } }],
    ['loyal', { all: [{ segment: 'buyers' }, { field: 'age', op: 'gte', value: 3 }] }],
  ]),
  tables: new Map<string, TableDeclaration>([
    [
      'orders',
      {
        name: 'orders',
        kind: 'interactions' as const,
        columns: {
          at: 'instant' as const,
          amount: 'money' as const,
          status: 'string' as const,
          store_id: 'string' as const,
        },
        dateColumn: 'at',
        links: { store_id: 'stores' },
      },
    ],
    [
      'lines',
      {
        name: 'lines',
        kind: 'linked' as const,
        columns: { order_id: 'string' as const, qty: 'integer' as const },
        links: { order_id: 'orders' },
      },
    ],
    ['stores', { name: 'stores', kind: 'reference' as const, columns: { region: 'string' as const } }],
  ]),
  fields: new Map([
    ['joined', 'instant' as const],
    ['birth', 'date' as const],
    ['typed', 'number' as const],
  ]),
}

/** An instant of evaluation. */
export const arbitraryNow: fc.Arbitrary<number> = fc
  .tuple(fc.constantFrom(...MOMENTS), fc.integer({ min: -80, max: 80 }))
  .map(([moment, quarters]) => moment + quarters * 15 * 60_000)

const text = fc.constantFrom('a', 'b', 'ab', 'B', '10', '')
const number = fc.integer({ min: 0, max: 6 })
const duration = fc.constantFrom('0d', '6h', '1d', '2d', '7d', '30d', 'P1D', 'P1W', 'P1M', 'P1Y', 'P2D')
const scalar: fc.Arbitrary<JsonValue> = fc.oneof(text, number, fc.boolean())
const operand = fc.oneof(fc.constantFrom('a', 'b', 'B', '10'), number, fc.boolean())

const arbitraryProperties: fc.Arbitrary<JsonObject> = fc.record(
  {
    n: fc.oneof(number, fc.constant(null), fc.constant('3')) as fc.Arbitrary<JsonValue>,
    s: scalar,
    due: fc.oneof(
      fc.constantFrom('2026-03-29', '2026-10-25T02:30:00', 'rubbish'),
      fc.integer({ min: -40, max: 40 }).map((days) => (MOMENTS[0] as number) + days * DAY),
    ) as fc.Arbitrary<JsonValue>,
    items: fc.array(fc.record({ sku: text, price: number }), { maxLength: 3 }) as fc.Arbitrary<JsonValue>,
    p: fc.constantFrom('x', 'y'),
  },
  { requiredKeys: [] },
)

/** A contact around an instant: events, rows and fields on a grid of hours, some of the future. */
export function arbitrarySketch(now: number): fc.Arbitrary<Sketch> {
  const near = fc.oneof(
    fc.integer({ min: -72, max: 24 }).map((hours) => now + hours * HOUR),
    fc.integer({ min: -40, max: 5 }).map((days) => now + days * DAY),
    fc.constantFrom(now, now - 7 * DAY, now - DAY, now + 1, now - 1),
  )
  const events = fc.array(fc.tuple(near, arbitraryProperties), { maxLength: 6 })
  return fc.record({
    zone: fc.constantFrom(...ZONES),
    fields: fc.record(
      {
        city: scalar,
        age: number,
        tags: fc.oneof(fc.array(text, { maxLength: 3 }), text),
        joined: fc.oneof(near, fc.constantFrom('2026-03-29T02:30:00', '2026-03-01', 'rubbish')),
        birth: fc.constantFrom('2024-02-29', '1990-03-29', '1990-03-30', '1980-10-25', 'rubbish'),
        typed: fc.constantFrom('10', 10, '010', 'ten', true),
        place: fc.constantFrom({ lat: 45.76, lon: 4.84 }, { lat: 48.86, lon: 2.35 }, { lat: 'x' }),
      },
      { requiredKeys: [] },
    ) as fc.Arbitrary<JsonObject>,
    since: fc.record({ city: near, age: near }, { requiredKeys: [] }) as fc.Arbitrary<{
      readonly [name: string]: number
    }>,
    events: fc.record({ A: events, B: events, 'A more': events }, { requiredKeys: [] }) as fc.Arbitrary<
      NonNullable<Sketch['events']>
    >,
    rows: fc.record({
      orders: fc.array(
        fc.record({
          key: fc.constantFrom('o1', 'o2', 'o3', 'o4'),
          at: fc.option(near, { nil: undefined, freq: 8 }),
          values: fc.record({
            amount: number,
            status: fc.constantFrom('paid', 'placed'),
            store_id: fc.constantFrom('s1', 's2', 's9'),
          }),
        }),
        { maxLength: 4 },
      ),
      lines: fc.array(
        fc.record({
          key: fc.constantFrom('l1', 'l2', 'l3'),
          at: fc.constant(undefined),
          values: fc.record({ order_id: fc.constantFrom('o1', 'o2', 'o3'), qty: number }),
        }),
        { maxLength: 4 },
      ),
    }),
    reference: fc.constant({ stores: { s1: { region: 'north' }, s2: { region: 'south' } } }),
  })
}

const scalarTest: fc.Arbitrary<ValueTest> = fc.oneof(
  fc.record({
    op: fc.constantFrom(
      'eq' as const,
      'ne' as const,
      'lt' as const,
      'lte' as const,
      'gt' as const,
      'gte' as const,
    ),
    value: operand,
  }),
  fc.record({
    op: fc.constantFrom(
      'in' as const,
      'notIn' as const,
      'hasAny' as const,
      'hasAll' as const,
      'hasNone' as const,
    ),
    value: fc.array(operand, { maxLength: 3 }),
  }),
  fc.record({ op: fc.constantFrom('exists' as const, 'missing' as const) }),
  fc.record({
    op: fc.constantFrom(
      'contains' as const,
      'notContains' as const,
      'startsWith' as const,
      'endsWith' as const,
    ),
    value: fc.constantFrom('a', 'B', 'ab'),
    ignoreCase: fc.boolean(),
  }),
  fc.constant({ op: 'between' as const, value: [1, 4] }),
  fc.constant({ op: 'matches' as const, value: '^a' }),
)

const dateTest: fc.Arbitrary<ValueTest> = fc.oneof(
  fc.record({
    op: fc.constantFrom(
      'withinLast' as const,
      'withinNext' as const,
      'moreThanAgo' as const,
      'moreThanAhead' as const,
    ),
    value: duration,
  }),
  fc.record({
    op: fc.constant('anniversaryWithin' as const),
    value: duration,
    leapDay: fc.constantFrom('feb28' as const, 'mar1' as const),
  }),
  fc.constant({ op: 'sameDay' as const }),
  fc.record({
    op: fc.constantFrom('before' as const, 'after' as const, 'sameDay' as const),
    value: fc.constantFrom('2026-03-29', '2026-03-29T00:00:00Z'),
  }),
)

const fieldCondition: fc.Arbitrary<Condition> = fc.oneof(
  fc.tuple(fc.constantFrom('city', 'age', 'tags'), scalarTest).map(([field, test]) => ({ field, ...test })),
  fc.tuple(fc.constantFrom('joined', 'birth'), dateTest).map(([field, test]) => ({ field, ...test })),
  fc.record({
    field: fc.constantFrom('city', 'age'),
    op: fc.constant('ne' as const),
    value: fc.constant('b'),
    heldFor: fc.oneof(fc.record({ atLeast: duration }), fc.record({ lessThan: duration })),
  }),
)

const where: fc.Arbitrary<Condition> = fc.oneof(
  fc
    .tuple(fc.constantFrom('n', 's', 'items[].sku', 'items[].price'), scalarTest)
    .map(([property, test]) => ({ property, ...test })),
  fc.tuple(fc.constant('due'), dateTest).map(([property, test]) => ({ property, ...test })),
)

const window = fc.oneof(
  fc.record({ last: duration }),
  fc.constantFrom(
    { ago: ['7d', '1d'] as const },
    { ago: ['P1M', 'P1D'] as const },
    { ago: ['30d', '6h'] as const },
    { current: 'day' as const },
    { current: 'week' as const },
    { current: 'month' as const },
    { current: 'year' as const },
  ),
  fc.constantFrom(
    { from: '2026-03-01' },
    { to: '2026-03-29T12:00:00' },
    { from: '2026-03-01', to: '2026-10-25' },
  ),
)

const compared = {
  op: fc.constantFrom(
    'gte' as const,
    'gt' as const,
    'lt' as const,
    'lte' as const,
    'eq' as const,
    'ne' as const,
  ),
  value: number,
}

const eventCondition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record(
    { event: fc.constantFrom('A', 'B', 'A*', 'C'), where, window, ...compared },
    { requiredKeys: ['event'] },
  ),
  fc.record(
    {
      event: fc.constantFrom('A', 'B'),
      where,
      window,
      measure: fc
        .tuple(
          fc.constantFrom(
            'sum' as const,
            'avg' as const,
            'min' as const,
            'max' as const,
            'distinct' as const,
            'first' as const,
            'last' as const,
          ),
          fc.constantFrom('n', 'items[].price'),
        )
        .map(([of, property]) => ({ of, property })),
      ...compared,
    },
    { requiredKeys: ['event', 'measure', 'op', 'value'] },
  ),
  fc.record(
    {
      event: fc.constantFrom('A', 'B'),
      window,
      measure: fc.constant({ of: 'daysSince' as const }),
      ...compared,
    },
    { requiredKeys: ['event', 'measure', 'op', 'value'] },
  ),
)

const rowsCondition: fc.Arbitrary<Condition> = fc.record(
  {
    rows: fc.constant('orders'),
    where: fc.oneof<fc.Arbitrary<Condition>[]>(
      fc.constant({ property: 'status', op: 'eq', value: 'paid' }),
      fc.constant({ property: 'store_id.region', op: 'eq', value: 'north' }),
      fc.constant({
        rows: 'lines',
        via: 'order_id',
        measure: { of: 'sum', property: 'qty' },
        op: 'gte',
        value: 3,
      }),
    ),
    window,
    ...compared,
  },
  { requiredKeys: ['rows'] },
)

const sequenceCondition: fc.Arbitrary<Condition> = fc.record(
  {
    sequence: fc.record({ event: fc.constantFrom('A', 'B'), where }, { requiredKeys: ['event'] }),
    // biome-ignore lint/suspicious/noThenProperty: a condition, which is never awaited.
    then: fc.record(
      {
        event: fc.constantFrom('A', 'B'),
        where: fc.oneof(
          where,
          fc.constant<Condition>({ property: 'p', op: 'eq', value: { ref: 'first.p' } }),
        ),
      },
      { requiredKeys: ['event'] },
    ),
    within: duration,
    not: fc.boolean(),
    window,
  },
  { requiredKeys: ['sequence', 'then', 'within'] },
)

/** A condition of any kind, a few levels deep. */
export const arbitraryCondition: fc.Arbitrary<Condition> = fc.letrec<{
  condition: Condition
  leaf: Condition
}>((tie) => ({
  leaf: fc.oneof(
    fieldCondition,
    eventCondition,
    rowsCondition,
    sequenceCondition,
    fc.constantFrom<Condition>({ segment: 'buyers' }, { segment: 'loyal' }),
  ),
  condition: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    tie('leaf'),
    fc.record({ all: fc.array(tie('condition'), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('condition'), { maxLength: 3 }) }),
    fc.record({ not: tie('condition') }),
    fc.record({ atLeast: fc.integer({ min: 0, max: 3 }), of: fc.array(tie('condition'), { maxLength: 3 }) }),
  ),
})).condition
