import {
  type CalendarUnit,
  type Condition,
  type Contact,
  type JsonValue,
  readAs,
  type Scalar,
} from '@clientele/core'
import { conditionOver, type Population, type PopulationWorld, populationOf } from '@clientele/testing'
import fc from 'fast-check'
import type {
  Exploration,
  ExplorationDimension,
  ExplorationHaving,
  ExplorationMeasure,
  ExplorationSubject,
} from '../../src/explore/exploration.ts'

/** A question to a random base. */
export interface ExplorationCase {
  readonly exploration: Exploration
  readonly population: Population
}

/** What can be asked of a subject. */
interface Askable {
  readonly over: ExplorationSubject
  readonly properties: readonly string[]
  readonly numbers: readonly string[]
}

const SUBJECTS: readonly Askable[] = [
  { over: 'contacts', properties: [], numbers: [] },
  {
    over: { rows: 'orders' },
    properties: ['status', 'gift', 'total', 'store_id', 'store_id.region', 'store_id.open'],
    numbers: ['total'],
  },
  {
    over: { rows: 'order_lines' },
    properties: ['order_id.status', 'order_id.store_id.region', 'product_id.category', 'quantity'],
    numbers: ['quantity', 'price', 'product_id.price', 'order_id.total'],
  },
  { over: { rows: 'products' }, properties: ['category', 'launched', 'price'], numbers: ['price'] },
  {
    over: { event: 'Product Viewed' },
    properties: ['product_id', 'product_id.category', 'note', 'price'],
    numbers: ['price', 'note'],
  },
  { over: { event: 'Order*' }, properties: ['note', 'total'], numbers: ['note', 'total'] },
]
const FIELDS = ['city', 'vip', 'age', 'score', 'nickname', 'birthDate', 'tags', 'rfm.segment']
const units = fc.constantFrom<CalendarUnit>('day', 'week', 'month', 'quarter', 'year')

function dimensionOf({ over, properties }: Askable): fc.Arbitrary<ExplorationDimension> {
  const some: fc.Arbitrary<ExplorationDimension>[] = [
    fc.constantFrom(...FIELDS).map((field) => ({ field })),
    fc.constant({ field: 'age', bands: [0, 5, 9] }),
    units.map((by) => ({ field: 'birthDate', by })),
    units.map((by) => ({ field: 'signedUpAt', by })),
    fc.constantFrom('lyon', 'lyonBuyers').map((segment) => ({ segment })),
    fc.constant({ segmentation: 'tier' }),
    fc.constantFrom<ExplorationDimension>(
      { aggregate: { rows: 'orders', measure: { of: 'first', property: 'status' } } },
      { aggregate: { rows: 'orders', window: { last: '7d' }, measure: { of: 'count' } } },
      { aggregate: { event: 'Product Viewed', measure: { of: 'last', property: 'product_id.category' } } },
      { aggregate: { rows: 'orders', window: { last: 'P1M' }, measure: { of: 'max', property: 'total' } } },
      { aggregate: { event: 'Order Completed', measure: { of: 'min', property: 'total' } } },
      { aggregate: { rows: 'orders', measure: { of: 'mostFrequent', property: 'status' } } },
    ),
  ]
  if (properties.length > 0) some.push(fc.constantFrom(...properties).map((property) => ({ property })))
  if (over !== 'contacts') some.push(units.map((happened) => ({ happened })))
  return fc.oneof(...some)
}

function measureOf({ over, numbers, properties }: Askable): fc.Arbitrary<ExplorationMeasure> {
  const numeric = fc.constantFrom('sum', 'avg', 'min', 'max', 'distinct') as fc.Arbitrary<'sum'>
  const plain = fc.constantFrom<ExplorationMeasure>({ of: 'count' }, { of: 'contacts' })
  if (over === 'contacts') {
    const fields = fc.constantFrom('age', 'score', 'spent', 'birthDate', 'city')
    return fc.oneof(plain, fc.record({ of: numeric, field: fields }))
  }
  return fc.oneof(
    plain,
    fc.record({ of: numeric, property: fc.constantFrom(...numbers, ...properties) }),
    fc.record({ of: numeric, property: fc.constantFrom(...numbers), minus: fc.constantFrom(...numbers) }),
    fc.record({
      of: numeric,
      property: fc.constantFrom(...numbers),
      currency: fc.constantFrom(...properties),
    }),
  )
}

/** A condition on measures, of numbers and texts that groups do come to. */
function havingOf(measures: Exploration['measures']): fc.Arbitrary<ExplorationHaving> {
  const numbers = fc.oneof(fc.constantFrom<Scalar>(0, 1, 2, 3, 10, 59.5), fc.integer({ min: -5, max: 200 }))
  const texts = fc.constantFrom<Scalar>('Lyon', '1990-01-01', 'm', '2026-03-10T00:00:00Z', '5')
  const op = fc.constantFrom('eq', 'ne', 'lt', 'lte', 'gt', 'gte') as fc.Arbitrary<'eq'>
  const test = fc.constantFrom(...Object.entries(measures)).chain(([name, { of }]) => {
    const operand = of === 'min' || of === 'max' ? fc.oneof(numbers, texts) : numbers
    const measure = fc.constant(name)
    return fc.oneof(
      fc.record({ measure, op, value: operand }),
      fc.record({ measure, op: fc.constant('between' as const), value: fc.tuple(operand, operand) }),
      fc.record({ measure, op: fc.constantFrom('exists', 'missing') as fc.Arbitrary<'exists'> }),
    )
  })
  const parts = fc.array(test, { maxLength: 3 })
  return fc.oneof(
    test,
    parts.map((all) => ({ all })),
    parts.map((any) => ({ any })),
    test.map((not) => ({ not })),
    parts.map((any) => ({ not: { any } })),
  )
}

function explorationOf(world: PopulationWorld): fc.Arbitrary<Exploration> {
  return fc.constantFrom(...SUBJECTS).chain((askable) => {
    const isOfContacts = askable.over === 'contacts'
    const property = fc.constantFrom(...(isOfContacts ? ['x'] : askable.properties))
    const tested = fc.record({ property, op: fc.constant('exists' as const) })
    const compared = property.map(
      (name): Condition => ({ property: name, op: 'in', value: ['Lyon', '1', 3] }),
    )
    const where = fc.oneof(
      tested,
      compared,
      compared.map((one): Condition => ({ not: one })),
    )
    const seldom = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 3 })
    const window = fc.constantFrom(
      { last: '7d' },
      { last: 'P1M' },
      { from: '2026-03-10', to: '2026-03-20' },
      { ago: ['30d', '2d'] } as const,
    )
    const contacts = fc.oneof(
      fc.constant<Condition>({ field: 'city', op: 'ne', value: 'Paris' }),
      fc.constant<Condition>({ event: 'Order Completed', window: { last: '30d' } }),
      conditionOver(world),
    )
    return fc
      .record({
        dimensions: fc.dictionary(fc.constantFrom('a', 'b', 'c'), dimensionOf(askable), { maxKeys: 2 }),
        measures: fc.dictionary(fc.constantFrom('m', 'n', 'o'), measureOf(askable), {
          minKeys: 1,
          maxKeys: 3,
        }),
        where: isOfContacts ? fc.constant(undefined) : seldom(where),
        window: isOfContacts ? fc.constant(undefined) : seldom(window),
        contacts: fc.option(contacts, { nil: undefined, freq: 2 }),
        timeZone: seldom(fc.constantFrom('Europe/Paris', 'America/New_York', 'UTC')),
        isOrdered: fc.boolean(),
      })
      .chain((one) => {
        const having = fc.option(havingOf(one.measures), { nil: undefined, freq: 1 })
        return having.map((condition) => ({ ...one, having: condition }))
      })
      .map(({ isOrdered, ...one }): Exploration => {
        const [by] = Object.keys(one.measures)
        return {
          over: askable.over,
          ...one,
          ...(isOrdered ? { orderBy: [{ by: by!, descending: true }] } : {}),
        }
      })
  })
}

/** What a whole number gets behind its point where fractions are declared: mostly cents. */
const BEHIND = [0, 0.1, 0.07, 0.2, 0.000001, 0.95, 1 / 3]

function broken(value: number): number {
  const behind = BEHIND[Math.abs(value) % BEHIND.length] as number
  return behind === 1 / 3 ? value + behind : Number((value + behind).toFixed(6))
}

/** Every value as its declared type has it, and everybody in the base's zone: what a careful shop holds. */
function tidy(population: Population, world: PopulationWorld): Population {
  type Type = Parameters<typeof readAs>[1]
  const kept = (value: unknown, type: Type): boolean =>
    readAs(value as never, type, 'UTC') === value && (typeof value !== 'number' || Number.isInteger(value))
  const written = (value: JsonValue, type: Type): JsonValue =>
    type === 'number' && typeof value === 'number' ? broken(value) : value
  const tidied = <Values extends Readonly<Record<string, JsonValue>>>(
    values: Values,
    typeOf: (name: string) => Type,
  ) =>
    Object.fromEntries(
      Object.entries(values)
        .filter(([name, value]) => kept(value, typeOf(name)))
        .map(([name, value]) => [name, written(value, typeOf(name))]),
    ) as Values
  return {
    contacts: population.contacts.map((contact): Contact => {
      const known = Object.entries(contact.fields).filter(
        ([field, golden]) => field !== 'timeZone' && kept(golden.value, world.fields[field]),
      )
      const fields = known.map(([field, golden]): [string, typeof golden] => [
        field,
        { ...golden, value: written(golden.value, world.fields[field]) },
      ])
      return { ...contact, fields: Object.fromEntries(fields) }
    }),
    events: population.events.map((event) => ({
      ...event,
      properties: tidied(event.properties, (name) => world.events[event.name]?.types[name]),
    })),
    rows: population.rows.map((row) => ({
      ...row,
      values: tidied(row.values, (name) => world.tables[row.table]?.columns[name]),
    })),
  }
}

/** Several populations in one base; rows of nobody are those of the first, for links lead to them. */
function together(populations: readonly Population[]): Population {
  const parts = populations.map(({ contacts, events, rows }, place): Population => {
    const named = (id: string): string => `${place}${id}`
    return {
      contacts: contacts.map((one) => ({ ...one, contactId: named(one.contactId) })),
      events: events.map((one) => ({
        ...one,
        messageId: named(one.messageId),
        contactId: named(one.contactId),
      })),
      rows: rows.flatMap((one) =>
        one.contactId === undefined
          ? place === 0
            ? [one]
            : []
          : [{ ...one, key: place === 0 ? one.key : named(one.key), contactId: named(one.contactId) }],
      ),
    }
  })
  return {
    contacts: parts.flatMap((one) => one.contacts),
    events: parts.flatMap((one) => one.events),
    rows: parts.flatMap((one) => one.rows),
  }
}

/** Random questions to random bases, every other of which is tidy. */
export function explorationCase(world: PopulationWorld): fc.Arbitrary<ExplorationCase> {
  return fc
    .record({
      exploration: explorationOf(world),
      populations: fc.array(populationOf(world), { minLength: 3, maxLength: 5 }),
      isTidy: fc.boolean(),
    })
    .map(({ exploration, populations, isTidy }) => {
      const population = together(populations)
      return { exploration, population: isTidy ? tidy(population, world) : population }
    })
}
