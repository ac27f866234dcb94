import type {
  ColumnType,
  Condition,
  Measure,
  Operand,
  ValueOperator,
  ValueTest,
  Window,
} from '@clientele/core'
import fc from 'fast-check'
import type { PopulationWorld } from './population-world.ts'
import { aDay, aPlace, gridInstant, isoOf, operandOf } from './values.ts'

/** What can be compared where a condition stands: a path, and the type that is declared of it. */
interface Subject {
  readonly path: string
  readonly type: ColumnType | undefined
}

/** Where a part of a condition stands. */
interface Place {
  readonly world: PopulationWorld
  /** Levels of nesting that are left. */
  readonly depth: number
  /** Paths that a reference may name, with their types. */
  readonly references: readonly Subject[]
}

/**
 * Conditions of every kind over a world, each of which compiles: typed operands, windows of every form, sequences,
 * links, segments, references.
 */
export function conditionOver(world: PopulationWorld, depth: number = 3): fc.Arbitrary<Condition> {
  const references = Object.entries(world.fields).map(([field, type]) => ({ path: `field.${field}`, type }))
  return contactCondition({ world, depth, references })
}

function contactCondition(place: Place): fc.Arbitrary<Condition> {
  const { world, depth } = place
  const leaves = [
    fieldCondition(place),
    segmentCondition(world),
    behaviourOf(place),
    sequenceCondition(place),
  ]
  if (depth === 0) return fc.oneof(...leaves)
  return fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    ...leaves,
    compositionOf(fc.constant(null).chain(() => contactCondition({ ...place, depth: depth - 1 }))),
  )
}

function compositionOf(part: fc.Arbitrary<Condition>): fc.Arbitrary<Condition> {
  const parts = fc.array(part, { maxLength: 3 })
  return fc.oneof(
    fc.record({ all: parts }),
    fc.record({ any: parts }),
    fc.record({ not: part }),
    fc.record({ atLeast: fc.nat(3), of: parts }),
  )
}

function segmentCondition(world: PopulationWorld): fc.Arbitrary<Condition> {
  return fc.record({ segment: fc.constantFrom(...Object.keys(world.segments)) })
}

function fieldCondition({ world, references }: Place): fc.Arbitrary<Condition> {
  return fc.constantFrom(...Object.entries(world.fields)).chain(([field, type]) => {
    const subject = { path: field, type }
    const plain = valueTest(subject, references).map((test) => ({ field, ...test }))
    const held = fc.record({ test: heldTest(subject), heldFor: heldFor() })
    return fc.oneof(
      { weight: 5, arbitrary: plain },
      {
        weight: 1,
        arbitrary: held.map(({ test, heldFor: duration }) => ({ field, ...test, heldFor: duration })),
      },
    )
  })
}

function heldFor(): fc.Arbitrary<{ atLeast?: string; lessThan?: string }> {
  return fc.oneof(
    fc.record({ atLeast: aDuration() }),
    fc.record({ lessThan: aDuration() }),
    fc.record({ atLeast: fc.constant('12h'), lessThan: fc.constantFrom('7d', 'P1M') }),
  )
}

/** A comparison that does not itself move with time. */
function heldTest({ type }: Subject): fc.Arbitrary<ValueTest> {
  return fc.oneof(
    fc.record({ op: fc.constantFrom<ValueOperator>('eq', 'ne'), value: operandOf(type) }),
    fc.record({ op: fc.constantFrom<ValueOperator>('exists', 'missing') }),
  )
}

/** Comparisons that a subject of a type takes. */
function valueTest({ path, type }: Subject, references: readonly Subject[]): fc.Arbitrary<ValueTest> {
  const alike = references.filter((other) => other.type === type && !other.path.endsWith(`.${path}`))
  const literal = operandOf(type)
  const operand: fc.Arbitrary<Operand> =
    alike.length === 0
      ? literal
      : fc.oneof(
          { weight: 6, arbitrary: literal },
          { weight: 1, arbitrary: fc.constantFrom(...alike).map((other) => ({ ref: other.path })) },
        )
  const tests: fc.Arbitrary<ValueTest>[] = [
    testOf(['eq', 'ne'], operand),
    testOf(['in', 'notIn', 'hasAny', 'hasAll', 'hasNone'], fc.array(operand, { maxLength: 3 })),
    fc.record({ op: fc.constantFrom<ValueOperator>('exists', 'missing') }),
  ]
  if (type !== 'boolean') {
    tests.push(testOf(['lt', 'lte', 'gt', 'gte'], operand))
    tests.push(testOf(['between'], betweenOf(type)))
  }
  if (type === 'string' || type === undefined) {
    const part = fc.constantFrom('L', 'yon', 'é', "'", '%', '_', 'ON', '1')
    tests.push(testOf(['contains', 'notContains', 'startsWith', 'endsWith'], part))
    tests.push(
      testOf(['matches'], fc.constantFrom('^L', 'on$', 'L.on', '[0-9]+', 'a|yo', '(?:Ly)+on?', '^$')),
    )
  }
  if (type === 'date' || type === 'instant' || type === undefined) tests.push(dateTest())
  if (path === 'place') tests.push(nearTest())
  return fc.oneof(...tests)
}

function testOf(
  operators: readonly ValueOperator[],
  value: fc.Arbitrary<Operand | readonly Operand[]>,
): fc.Arbitrary<ValueTest> {
  return fc.record(
    { op: fc.constantFrom(...operators), value, ignoreCase: fc.boolean() },
    { requiredKeys: ['op', 'value'] },
  )
}

/** Bounds in order where they are numbers. */
function betweenOf(type: ColumnType | undefined): fc.Arbitrary<readonly Operand[]> {
  return fc
    .tuple(operandOf(type), operandOf(type))
    .map(([a, b]) => (typeof a === 'number' && typeof b === 'number' && a > b ? [b, a] : [a, b]))
}

function dateTest(): fc.Arbitrary<ValueTest> {
  const day = fc.oneof(aDay(), gridInstant().map(isoOf))
  return fc.oneof(
    fc.record({ op: fc.constantFrom<ValueOperator>('before', 'after', 'sameDay'), value: day }),
    fc.record({ op: fc.constant<ValueOperator>('sameDay') }),
    fc.record({
      op: fc.constantFrom<ValueOperator>('withinLast', 'withinNext', 'moreThanAgo', 'moreThanAhead'),
      value: aDuration(),
    }),
    fc.record(
      {
        op: fc.constant<ValueOperator>('anniversaryWithin'),
        value: fc.constantFrom('1d', '7d', 'P1D', 'P1M'),
        leapDay: fc.constantFrom('feb28' as const, 'mar1' as const),
      },
      { requiredKeys: ['op', 'value'] },
    ),
  )
}

function nearTest(): fc.Arbitrary<ValueTest> {
  return fc
    .record({ centre: aPlace(), km: fc.constantFrom(1, 20, 60, 500) })
    .map(({ centre, km }) => ({ op: 'near', value: { ...centre, km } }))
}

function aDuration(): fc.Arbitrary<string> {
  return fc.constantFrom('12h', '1d', '36h', '7d', '2w', 'P1D', 'P1W', 'P1M')
}

function aWindow(): fc.Arbitrary<Window> {
  const halfDays = (from: number, to: number): fc.Arbitrary<string> => gridInstant({ from, to }).map(isoOf)
  return fc.oneof(
    fc.record({ last: aDuration() }),
    fc.constantFrom<Window>(
      { ago: ['7d', '1d'] },
      { ago: ['36h', '12h'] },
      { ago: ['P1M', 'P1D'] },
      { ago: ['2w', '2w'] },
    ),
    fc.record({ from: halfDays(-80, -31), to: halfDays(-30, 6) }, { requiredKeys: [] }),
  )
}

/** Counts and measures of events, of rows, and of rows of rows. */
function behaviourOf(place: Place): fc.Arbitrary<Condition> {
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
function whereOver(
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

function sequenceCondition(place: Place): fc.Arbitrary<Condition> {
  const { world, references } = place
  const names = Object.keys(world.events)
  return fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names)).chain(([first, second]) => {
    const earlier = subjectsOfEvent(first, world).map(({ path, type }) => ({ path: `first.${path}`, type }))
    const flat = earlier.filter(({ path }) => !path.includes('[]') && path.split('.').length === 2)
    const step = (
      event: string,
      known: readonly Subject[],
    ): fc.Arbitrary<{ event: string; where?: Condition }> =>
      fc
        .option(
          whereOver(subjectsOfEvent(event, world), { ...place, depth: 0, references: known }, undefined),
          {
            nil: undefined,
          },
        )
        .map((where) => (where === undefined ? { event } : { event, where }))
    return fc.record(
      {
        sequence: step(first, references),
        // biome-ignore lint/suspicious/noThenProperty: the condition language names it so
        then: step(second, [...references, ...flat]),
        within: aDuration(),
        not: fc.boolean(),
        window: aWindow(),
      },
      { requiredKeys: ['sequence', 'then', 'within'] },
    )
  })
}

function subjectsOfEvent(event: string, world: PopulationWorld): readonly Subject[] {
  const { types = {}, links = {} } = world.events[event] ?? {}
  const own = Object.entries(types).map(([path, type]) => ({ path, type }))
  return [...own, { path: 'note', type: undefined }, ...subjectsBehind(links, world)]
}

function subjectsOfTable(table: string, world: PopulationWorld): readonly Subject[] {
  const { columns, links = {} } = world.tables[table]!
  const own = Object.entries(columns).map(([path, type]) => ({ path, type }))
  return [...own, ...subjectsBehind(links, world)]
}

/** Columns of the rows that a link leads to, and of those that their links lead to. */
function subjectsBehind(
  links: { readonly [path: string]: string },
  world: PopulationWorld,
): readonly Subject[] {
  return Object.entries(links).flatMap(([path, table]) =>
    subjectsOfTable(table, world).map((subject) => ({ path: `${path}.${subject.path}`, type: subject.type })),
  )
}
