import { describe, expect, it } from 'vitest'
import type { Condition, ValueTest } from '../../src/conditions/ast.ts'
import { compileCondition } from '../../src/conditions/compile.ts'
import { type ConditionEnvironment, emptyEnvironment } from '../../src/conditions/environment.ts'
import { parseCondition } from '../../src/conditions/parse.ts'
import { environment } from './arbitrary.ts'
import { factsOf, type Sketch } from './facts-of.ts'

const NOW = Date.UTC(2026, 2, 10, 12)
const DAY = 86_400_000

function holds(
  condition: Condition,
  sketch: Sketch = {},
  now = NOW,
  env: ConditionEnvironment = environment,
): boolean {
  parseCondition(JSON.parse(JSON.stringify(condition)), env)
  return compileCondition(condition, env)(factsOf(sketch), now) > 0
}

describe('a missing value', () => {
  const tests: readonly (readonly [ValueTest, boolean])[] = [
    [{ op: 'ne', value: 'a' }, true],
    [{ op: 'notIn', value: ['a'] }, true],
    [{ op: 'hasNone', value: ['a'] }, true],
    [{ op: 'notContains', value: 'a' }, true],
    [{ op: 'missing' }, true],
    [{ op: 'eq', value: 'a' }, false],
    [{ op: 'lt', value: 1 }, false],
    [{ op: 'lte', value: 1 }, false],
    [{ op: 'gt', value: 1 }, false],
    [{ op: 'gte', value: 1 }, false],
    [{ op: 'between', value: [0, 1] }, false],
    [{ op: 'in', value: ['a'] }, false],
    [{ op: 'exists' }, false],
    [{ op: 'contains', value: 'a' }, false],
    [{ op: 'startsWith', value: 'a' }, false],
    [{ op: 'endsWith', value: 'a' }, false],
    [{ op: 'matches', value: '.*' }, false],
    [{ op: 'hasAny', value: ['a'] }, false],
    [{ op: 'hasAll', value: [] }, false],
    [{ op: 'before', value: '2026-01-01' }, false],
    [{ op: 'after', value: '2026-01-01' }, false],
    [{ op: 'withinLast', value: '1d' }, false],
    [{ op: 'withinNext', value: '1d' }, false],
    [{ op: 'moreThanAgo', value: '1d' }, false],
    [{ op: 'moreThanAhead', value: '1d' }, false],
    [{ op: 'sameDay' }, false],
    [{ op: 'anniversaryWithin', value: '1d' }, false],
    [{ op: 'near', value: { lat: 0, lon: 0, km: 1 } }, false],
  ]
  for (const nothing of [undefined, null, '', []] as const) {
    it.each(tests)(`that is ${JSON.stringify(nothing)} answers %j with %s`, (test, expected) => {
      const fields: Sketch['fields'] = nothing === undefined ? {} : { city: nothing }
      expect(holds({ field: 'city', ...test }, { fields })).toBe(expected)
    })
  }
})

describe('a present value', () => {
  it.each<[Sketch['fields'] & object, ValueTest & { field: string }, boolean]>([
    [{ city: 'Lyon' }, { field: 'city', op: 'eq', value: 'lyon' }, false],
    [{ city: 'Lyon' }, { field: 'city', op: 'eq', value: 'lyon', ignoreCase: true }, true],
    [{ age: 10 }, { field: 'age', op: 'eq', value: '10' }, false],
    [{ typed: '10' }, { field: 'typed', op: 'eq', value: 10 }, true],
    [{ typed: 10 }, { field: 'typed', op: 'gte', value: '9' }, true],
    [{ typed: '010' }, { field: 'typed', op: 'exists' }, false],
    [{ typed: 'ten' }, { field: 'typed', op: 'ne', value: 10 }, true],
    [{ city: 'O\'Neil "x"' }, { field: 'city', op: 'contains', value: '"x"' }, true],
    [{ tags: ['a', 'b'] }, { field: 'tags', op: 'hasAll', value: ['a', 'b'] }, true],
    [{ tags: 'a' }, { field: 'tags', op: 'hasAny', value: ['a'] }, true],
    [{ tags: ['a'] }, { field: 'tags', op: 'hasNone', value: ['b'] }, true],
    [{ tags: ['ab'] }, { field: 'tags', op: 'contains', value: 'a' }, false],
    [
      { place: { lat: 45.75, lon: 4.85 } },
      { field: 'place', op: 'near', value: { lat: 45.76, lon: 4.84, km: 5 } },
      true,
    ],
    [
      { place: { lat: 48.86, lon: 2.35 } },
      { field: 'place', op: 'near', value: { lat: 45.76, lon: 4.84, km: 391 } },
      false,
    ],
    [{ birth: '1992-02-29' }, { field: 'birth', op: 'anniversaryWithin', value: '0d' }, false],
  ])('%j answers %j with %s', (fields, test, expected) => {
    expect(holds(test, { fields })).toBe(expected)
  })

  it('has its 29 February on the 28th of a common year, or on 1 March if asked', () => {
    const born = { fields: { birth: '1992-02-29' } }
    const on = (day: number, leapDay?: 'mar1'): boolean =>
      holds(
        { field: 'birth', op: 'anniversaryWithin', value: '0d', leapDay },
        born,
        Date.UTC(2027, 1, day, 12),
      )
    expect([27, 28, 29].map((day) => on(day))).toEqual([false, true, false])
    expect([27, 28, 29].map((day) => on(day, 'mar1'))).toEqual([false, false, true])
  })

  it('is today by the zone of the contact', () => {
    const late = Date.UTC(2026, 2, 10, 23, 30)
    const condition: Condition = { field: 'birth', op: 'sameDay' }
    expect(holds(condition, { zone: 'Europe/Paris', fields: { birth: '2026-03-11' } }, late)).toBe(true)
    expect(holds(condition, { zone: 'UTC', fields: { birth: '2026-03-11' } }, late)).toBe(false)
  })

  it('has been held for at least, or less than, a time', () => {
    const sketch = { fields: { city: 'Lyon' }, since: { city: NOW - 5 * DAY } }
    const held = (heldFor: object): boolean =>
      holds({ field: 'city', op: 'eq', value: 'Lyon', heldFor }, sketch)
    expect([
      held({ atLeast: '5d' }),
      held({ atLeast: '6d' }),
      held({ lessThan: '5d' }),
      held({ lessThan: '6d' }),
    ]).toEqual([true, false, false, true])
  })
})

describe('a window', () => {
  const condition: Condition = { event: 'A', window: { last: '7d' } }

  it('of the last 7 days is (t − 7 d, t], to the millisecond', () => {
    const test = compileCondition(condition, emptyEnvironment())
    const at = (offset: number): number => test(factsOf({ events: { A: [[NOW + offset]] } }), NOW)
    expect(at(-7 * DAY)).toBe(Number.NEGATIVE_INFINITY)
    expect(at(-7 * DAY + 1)).toBe(NOW + 1)
    expect(at(0)).toBe(NOW + 7 * DAY)
    expect(at(1)).toBe(-(NOW + 1))
  })

  it('makes absence a statement about everybody', () => {
    const none: Condition = { event: 'A', window: { last: '90d' }, op: 'eq', value: 0 }
    expect(holds(none)).toBe(true)
    expect(holds({ event: 'A', op: 'lt', value: 2 })).toBe(true)
    expect(holds({ not: condition })).toBe(true)
    const verdict = compileCondition(none, emptyEnvironment())(factsOf({ events: { A: [[NOW - DAY]] } }), NOW)
    expect(verdict).toBe(-(NOW + 89 * DAY))
  })

  it('says of "at least two" when the second latest leaves', () => {
    const twice: Condition = { event: 'A', window: { last: '7d' }, op: 'gte', value: 2 }
    const sketch: Sketch = { events: { A: [[NOW - 6 * DAY], [NOW - 3 * DAY], [NOW - DAY]] } }
    expect(compileCondition(twice, emptyEnvironment())(factsOf(sketch), NOW)).toBe(NOW + 4 * DAY)
  })

  it.each<[object, Condition, boolean]>([
    [[[NOW - 8 * DAY]], { event: 'A', window: { ago: ['30d', '7d'] } }, true],
    [[[NOW - 7 * DAY]], { event: 'A', window: { ago: ['30d', '7d'] } }, true],
    [[[NOW - 30 * DAY]], { event: 'A', window: { ago: ['30d', '7d'] } }, false],
    [[[Date.UTC(2026, 2, 1)]], { event: 'A', window: { from: '2026-03-01', to: '2026-03-02' } }, true],
    [[[Date.UTC(2026, 2, 2)]], { event: 'A', window: { from: '2026-03-01', to: '2026-03-02' } }, false],
  ])('%j answers %j with %s', (events, test, expected) => {
    expect(holds(test, { events: { A: events as never } })).toBe(expected)
  })
})

describe('a measure', () => {
  const A: NonNullable<Sketch['events']>[string] = [
    [NOW - 3 * DAY, { n: 5, s: 'x', items: [{ sku: 'a' }, { sku: 'b' }] }],
    [NOW - 2 * DAY, { n: 'rubbish', s: null, items: [{ sku: 'a' }] }],
    [NOW - DAY, { n: 1, s: 'z' }],
  ]
  it.each<[Condition, boolean]>([
    [{ event: 'A', measure: { of: 'sum', property: 'n' }, op: 'eq', value: 6 }, true],
    [{ event: 'A', measure: { of: 'avg', property: 'n' }, op: 'eq', value: 3 }, true],
    [{ event: 'A', measure: { of: 'min', property: 'n' }, op: 'eq', value: 1 }, true],
    [{ event: 'A', measure: { of: 'max', property: 'n' }, op: 'eq', value: 5 }, true],
    [{ event: 'A', measure: { of: 'first', property: 's' }, op: 'eq', value: 'x' }, true],
    [{ event: 'A', measure: { of: 'last', property: 's' }, op: 'eq', value: 'z' }, true],
    [{ event: 'A', measure: { of: 'distinct', property: 'items[].sku' }, op: 'eq', value: 2 }, true],
    [{ event: 'A', measure: { of: 'daysSince' }, op: 'eq', value: 1 }, true],
    [{ event: 'None', measure: { of: 'sum', property: 'n' }, op: 'eq', value: 0 }, true],
    [{ event: 'None', measure: { of: 'avg', property: 'n' }, op: 'missing' }, true],
    [{ event: 'None', measure: { of: 'daysSince' }, op: 'ne', value: 3 }, true],
    [{ event: 'A*', where: { property: 'items[].sku', op: 'eq', value: 'b' }, op: 'eq', value: 1 }, true],
    [{ event: 'A', where: { property: 'constructor', op: 'exists' } }, false],
  ])('%j is %s', (condition, expected) => {
    expect(holds(condition, { events: { A } })).toBe(expected)
  })
})

describe('rows', () => {
  const order = (key: string, values: object) => ({
    key,
    at: NOW - DAY,
    values: { amount: 10, status: 'paid', store_id: 's1', ...values },
  })
  const sketch: Sketch = {
    rows: {
      orders: [order('o1', {}), order('o2', { store_id: 's2', amount: '25' })],
      lines: [
        { key: 'l1', at: undefined, values: { order_id: 'o1', qty: 2 } },
        { key: 'l2', at: undefined, values: { order_id: 'o2', qty: 9 } },
      ],
    },
    reference: { stores: { s1: { region: 'north' }, s2: { region: 'south' } } },
  }
  it.each<[Condition, boolean]>([
    [{ rows: 'orders', measure: { of: 'sum', property: 'amount' }, op: 'eq', value: 35 }, true],
    [
      {
        rows: 'orders',
        where: { property: 'store_id.region', op: 'eq', value: 'north' },
        op: 'eq',
        value: 1,
      },
      true,
    ],
    [
      {
        rows: 'lines',
        where: { property: 'order_id.store_id.region', op: 'eq', value: 'south' },
        measure: { of: 'sum', property: 'qty' },
        op: 'eq',
        value: 9,
      },
      true,
    ],
    [
      {
        rows: 'orders',
        where: {
          rows: 'lines',
          via: 'order_id',
          measure: { of: 'sum', property: 'qty' },
          op: 'gte',
          value: 5,
        },
        op: 'eq',
        value: 1,
      },
      true,
    ],
  ])('%j is %s', (condition, expected) => {
    expect(holds(condition, sketch)).toBe(expected)
  })
})

describe('a sequence', () => {
  const followed: Condition = {
    sequence: { event: 'A' },
    // biome-ignore lint/suspicious/noThenProperty: a condition, which is never awaited.
    then: { event: 'B', where: { property: 'p', op: 'eq', value: { ref: 'first.p' } } },
    within: '2d',
  }
  const abandoned: Condition = { ...followed, not: true }
  const events = (b: number, p: string): Sketch => ({
    events: { A: [[NOW - 5 * DAY, { p: 'x' }]], B: [[b, { p }]] },
  })

  it('needs the second within the time, with the same key', () => {
    expect(holds(followed, events(NOW - 4 * DAY, 'x'))).toBe(true)
    expect(holds(followed, events(NOW - 4 * DAY, 'y'))).toBe(false)
    expect(holds(followed, events(NOW - 3 * DAY, 'x'))).toBe(false)
  })

  it('is "not followed" only when the time has passed', () => {
    const test = compileCondition(abandoned, emptyEnvironment())
    const facts = factsOf({ events: { A: [[NOW - DAY, { p: 'x' }]] } })
    expect(test(facts, NOW)).toBe(-(NOW + DAY))
    expect(test(facts, NOW + DAY)).toBe(Number.POSITIVE_INFINITY)
  })
})

describe('composition', () => {
  const yes: Condition = { all: [] }
  const no: Condition = { any: [] }
  it('takes all of nothing for everybody, and any of nothing for nobody', () => {
    expect([holds(yes), holds(no), holds({ not: no })]).toEqual([true, false, true])
    expect(holds({ atLeast: 2, of: [yes, no, yes] })).toBe(true)
    expect(holds({ atLeast: 3, of: [yes, no, yes] })).toBe(false)
  })

  it('takes two thousand leaves', () => {
    const leaves = Array.from(
      { length: 2000 },
      (_, index): Condition => ({ field: 'age', op: 'eq', value: index }),
    )
    expect(holds({ any: leaves }, { fields: { age: 1999 } })).toBe(true)
  })

  it('refuses a cycle of segments with its path', () => {
    const env: ConditionEnvironment = {
      ...emptyEnvironment(),
      segments: new Map<string, Condition>([
        ['a', { segment: 'b' }],
        ['b', { not: { segment: 'a' } }],
      ]),
    }
    expect(() => parseCondition({ segment: 'a' }, env)).toThrow(
      expect.objectContaining({ code: 'DEFINITION_CYCLE', message: expect.stringContaining('a → b → a') }),
    )
  })

  it.each<unknown>([
    {},
    { all: [{ field: 'a' }] },
    { field: 'a', op: 'eq' },
    { field: 'a', op: 'eq', value: null },
    { field: 'a', op: 'exists', value: 1 },
    { field: 'a', op: 'between', value: [2, 1] },
    { field: 'a', op: 'withinLast', value: 'soon' },
    { field: 'a', op: 'before', value: '2026-02-30' },
    { field: 'a', op: 'eq', value: 1, typo: true },
    { property: 'a', op: 'exists' },
    { event: 'A', where: { field: 'a', op: 'exists' } },
    { event: 'A', where: { property: 'a..b', op: 'exists' } },
    { event: 'A', where: { property: 'a[0]', op: 'exists' } },
    { event: 'A', window: { last: '7 days' } },
    { event: 'A', window: { ago: ['1d', '7d'] } },
    { event: 'A', measure: { of: 'sum', property: 'n' } },
    { rows: 'unknown' },
    { rows: 'orders', where: { property: 'colour', op: 'exists' } },
    { segment: 'unknown' },
    { field: 'typed', op: 'eq', value: 'ten' },
    { field: 'a', op: 'eq', value: { ref: 'nothing.here' } },
    JSON.parse(`${'{"not":'.repeat(5000)}{"all":[]}${'}'.repeat(5000)}`),
  ])('refuses a condition that cannot be: %j', (condition) => {
    expect(() => parseCondition(condition, environment)).toThrow(
      expect.objectContaining({ code: 'INVALID_CONDITION' }),
    )
  })
})
