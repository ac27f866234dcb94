import type { ColumnType, Condition, Measure, ValueOperator, ValueTest, Window } from '@clientele/core'
import fc from 'fast-check'
import { compositionOf } from './composition.ts'
import { aSubject, type Place, type Subject, subjectsOfEvent, subjectsOfTable } from './condition-place.ts'
import { aWindow } from './time-spans.ts'
import { measuredTest, valueTest } from './value-test.ts'

/** Counts and measures of events, of rows, and of rows of rows. */
export function behaviourOf(place: Place): fc.Arbitrary<Condition> {
  const { world } = place
  const ofEvents = fc.constantFrom(...Object.keys(world.events), 'Order*', '*').chain((event) => {
    const subjects = subjectsOfEvent(event, world)
    return behaviourTest(subjects, place, undefined).map((test) => ({ event, ...test }))
  })
  const owned = Object.values(world.tables).filter(({ kind }) => kind !== 'reference')
  const ofRows = fc
    .constantFrom(...owned)
    .chain(({ name }) =>
      behaviourTest(subjectsOfTable(name, world), place, name).map((test) => ({ rows: name, ...test })),
    )
  return fc.oneof(ofEvents, ofRows)
}

type Behaviour = {
  readonly where?: Condition
  readonly window?: Window
  readonly measure?: Measure
} & Partial<ValueTest>

function behaviourTest(
  subjects: readonly Subject[],
  place: Place,
  table: string | undefined,
): fc.Arbitrary<Behaviour> {
  const where = fc.option(whereOver(subjects, { ...place, depth: Math.min(place.depth, 1) }, table), {
    nil: undefined,
  })
  return fc
    .record({
      where,
      window: fc.option(aWindow(), { nil: undefined }),
      measured: measured(subjects, place.references),
    })
    .map(({ where: filter, window, measured: test }) => ({
      ...(filter === undefined ? {} : { where: filter }),
      ...(window === undefined ? {} : { window }),
      ...test,
    }))
}

/** A measure and a comparison that it takes; or neither: at least one match. */
function measured(
  subjects: readonly Subject[],
  references: readonly Subject[],
): fc.Arbitrary<Omit<Behaviour, 'where' | 'window'>> {
  const counted = countTest()
  const numeric = subjects.filter(({ type }) => type === 'integer' || type === 'money' || type === 'number')
  const ofProperty = <Of extends 'sum' | 'avg' | 'min' | 'max' | 'first' | 'last'>(
    measures: readonly Of[],
    among: readonly Subject[],
  ): fc.Arbitrary<Omit<Behaviour, 'where' | 'window'>> =>
    fc.tuple(fc.constantFrom(...measures), aSubject(among)).chain(([of, { path, type }]) =>
      measuredTest(measuredType(of, type), references).map((test) => ({
        measure: { of, property: path } as Measure,
        ...test,
      })),
    )
  const plain = subjects.filter(({ type }) => type !== 'json')
  const distinct = fc
    .tuple(aSubject(plain), counted)
    .map(([{ path }, test]) => ({ measure: { of: 'distinct' as const, property: path }, ...test }))
  return fc.oneof(
    { weight: 1, arbitrary: fc.constant({}) },
    { weight: 2, arbitrary: counted },
    { weight: 1, arbitrary: counted.map((test) => ({ measure: { of: 'count' as const }, ...test })) },
    { weight: 2, arbitrary: daysTest().map((test) => ({ measure: { of: 'daysSince' as const }, ...test })) },
    { weight: 2, arbitrary: ofProperty(['sum', 'avg'], numeric.length > 0 ? numeric : subjects) },
    { weight: 4, arbitrary: ofProperty(['min', 'max', 'first', 'last'], plain) },
    { weight: 1, arbitrary: distinct },
  )
}

/** What a measure of a property is: extremes of nothing declared are those of numbers. */
function measuredType(
  of: 'sum' | 'avg' | 'min' | 'max' | 'first' | 'last',
  type: ColumnType | undefined,
): ColumnType | undefined {
  if (of === 'sum' || of === 'avg') return 'number'
  return type ?? (of === 'min' || of === 'max' ? 'number' : undefined)
}

/** Comparisons of how many there are: with whole numbers mostly. */
function countTest(): fc.Arbitrary<ValueTest> {
  const number = fc.oneof(
    { weight: 6, arbitrary: fc.nat(3) },
    { weight: 1, arbitrary: fc.constantFrom(0.5, 1.5, -1) },
  )
  return fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        op: fc.constantFrom<ValueOperator>('eq', 'ne', 'lt', 'lte', 'gt', 'gte'),
        value: number,
      }),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(number, number)
        .map(([a, b]) => ({ op: 'between' as const, value: [Math.min(a, b), Math.max(a, b)] })),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        op: fc.constantFrom<ValueOperator>('in', 'notIn', 'hasAny', 'hasAll', 'hasNone'),
        value: fc.array(number, { maxLength: 3 }),
      }),
    },
  )
}

/** Comparisons of days since the latest match: half days, so that edges are met. */
function daysTest(): fc.Arbitrary<ValueTest> {
  const days = fc.integer({ min: 0, max: 28 }).map((half) => half / 2)
  return fc.oneof(
    fc.record({ op: fc.constantFrom<ValueOperator>('lt', 'lte', 'gt', 'gte'), value: days }),
    fc.record({ op: fc.constantFrom<ValueOperator>('exists', 'missing') }),
    fc
      .tuple(days, days)
      .map(([a, b]) => ({ op: 'between' as const, value: [Math.min(a, b), Math.max(a, b)] })),
  )
}

/** A filter of events or rows: properties, also over links, and rows that point to the row at hand. */
export function whereOver(
  subjects: readonly Subject[],
  place: Place,
  table: string | undefined,
): fc.Arbitrary<Condition> {
  const { world, depth, references } = place
  const property: fc.Arbitrary<Condition> = aSubject(subjects).chain((subject) =>
    valueTest(subject, references).map((test) => ({ property: subject.path, ...test })),
  )
  if (depth === 0) return property
  const deeper = { ...place, depth: depth - 1 }
  const parts: fc.Arbitrary<Condition>[] = [property, compositionOf(whereOver(subjects, deeper, table))]
  for (const { name, links = {} } of Object.values(world.tables)) {
    for (const [via, target] of Object.entries(links)) {
      if (target !== table) continue
      const linked = behaviourTest(subjectsOfTable(name, world), deeper, name)
      parts.push(linked.map((test) => ({ rows: name, via, ...test })))
    }
  }
  return fc.oneof(...parts)
}
