import type { ColumnType, Condition, Measure, ValueOperator, ValueTest, Window } from '@clientele/core'
import fc from 'fast-check'
import { compositionOf } from './composition.ts'
import { type Place, type Subject, subjectsOfEvent, subjectsOfTable } from './condition-place.ts'
import { aWindow } from './time-spans.ts'
import { valueTest } from './value-test.ts'
import { operandOf } from './values.ts'

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
    .record({ where, window: fc.option(aWindow(), { nil: undefined }), measured: measured(subjects) })
    .map(({ where: filter, window, measured: test }) => ({
      ...(filter === undefined ? {} : { where: filter }),
      ...(window === undefined ? {} : { window }),
      ...test,
    }))
}

/** A measure and a comparison that it takes; or neither: at least one match. */
function measured(subjects: readonly Subject[]): fc.Arbitrary<Omit<Behaviour, 'where' | 'window'>> {
  const compared = (type: ColumnType | undefined): fc.Arbitrary<ValueTest> =>
    fc.oneof(
      fc.record({
        op: fc.constantFrom<ValueOperator>('eq', 'ne', 'lt', 'lte', 'gt', 'gte'),
        value: operandOf(type),
      }),
      fc.record({ op: fc.constantFrom<ValueOperator>('exists', 'missing') }),
    )
  const counts = fc.record({
    op: fc.constantFrom<ValueOperator>('eq', 'ne', 'lt', 'lte', 'gt', 'gte'),
    value: fc.nat(3),
  })
  const days = fc.record({
    op: fc.constantFrom<ValueOperator>('lt', 'lte', 'gt', 'gte'),
    value: fc.integer({ min: 0, max: 28 }).map((half) => half / 2),
  })
  const numeric = subjects.filter(({ type }) => type === 'integer' || type === 'money' || type === 'number')
  const plain = subjects.filter(
    ({ path, type }) => type !== undefined && type !== 'boolean' && !path.includes('.'),
  )
  const forms: fc.Arbitrary<Omit<Behaviour, 'where' | 'window'>>[] = [
    fc.constant({}),
    counts,
    days.map((test) => ({ measure: { of: 'daysSince' }, ...test })),
  ]
  if (numeric.length > 0)
    forms.push(
      fc
        .constantFrom(...numeric)
        .chain(({ path }) =>
          fc
            .record({ of: fc.constantFrom('sum' as const, 'avg' as const), test: compared('number') })
            .map(({ of, test }) => ({ measure: { of, property: path }, ...test })),
        ),
    )
  if (plain.length > 0)
    forms.push(
      fc.constantFrom(...plain).chain(({ path, type }) =>
        fc
          .record({
            of: fc.constantFrom('min' as const, 'max' as const, 'first' as const, 'last' as const),
            test: compared(type),
          })
          .map(({ of, test }) => ({ measure: { of, property: path }, ...test })),
      ),
      fc
        .constantFrom(...plain)
        .chain(({ path }) =>
          counts.map((test) => ({ measure: { of: 'distinct', property: path }, ...test })),
        ),
    )
  return fc.oneof(...forms)
}

/** A filter of events or rows: properties, also over links, and rows that point to the row at hand. */
export function whereOver(
  subjects: readonly Subject[],
  place: Place,
  table: string | undefined,
): fc.Arbitrary<Condition> {
  const { world, depth, references } = place
  const property: fc.Arbitrary<Condition> = fc
    .constantFrom(...subjects)
    .chain((subject) => valueTest(subject, references).map((test) => ({ property: subject.path, ...test })))
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
