import type { Contact, ContactEvent, JsonObject, JsonValue, Score, TableRow } from '@clientele/core'
import fc from 'fast-check'
import { sample } from '../conformance/storage/samples.ts'
import type { PopulationWorld } from './population-world.ts'
import { propertiesOf } from './properties-of.ts'
import {
  aKey,
  edgeInstant,
  gridInstant,
  keysUpTo,
  listValue,
  objectOf,
  placeValue,
  storedValue,
} from './values.ts'

/** A few contacts with what hangs on them, as they lie in a storage. */
export interface Population {
  readonly contacts: readonly Contact[]
  readonly events: readonly ContactEvent[]
  /** Rows of contacts and rows of nobody. */
  readonly rows: readonly TableRow[]
  /** The latest of each scorer, and older ones. @default none */
  readonly scores?: readonly Score[] | undefined
}

/** How large a population is. */
export interface PopulationSize {
  /** @default 0 */
  readonly minContacts?: number | undefined
  /** @default 4 */
  readonly maxContacts?: number | undefined
  /** Of one contact. @default 6 */
  readonly maxEvents?: number | undefined
  /** Of one table. @default 4 */
  readonly maxRows?: number | undefined
}

/** Small random populations over a world: with wrong types, blanks, futures, dangling links and ties in time. */
export function populationOf(
  world: PopulationWorld,
  { minContacts = 0, maxContacts = 4, maxEvents = 6, maxRows = 4 }: PopulationSize = {},
): fc.Arbitrary<Population> {
  const contactIds = Array.from({ length: maxContacts }, (_, place) => `c${place + 1}`)
  const contact = contactOf(world)
  const event = eventOf(world, keysUpTo(maxRows))
  const score = scoreOf(world)
  return fc.subarray(contactIds, { minLength: minContacts }).chain((ids) => {
    const size = { minLength: ids.length, maxLength: ids.length }
    const ofEach = <Value>(
      one: fc.Arbitrary<Value>,
      maxLength: number,
    ): fc.Arbitrary<readonly (readonly Value[])[]> => fc.array(mostlyMany(one, maxLength), size)
    return fc.record({
      contacts: fc
        .array(contact, size)
        .map((made) => made.map((fields, place) => contactNamed(ids[place]!, fields))),
      events: ofEach(event, maxEvents).map((lists) =>
        lists
          .flatMap((list, place) => list.map((one) => eventNamed(ids[place]!, one)))
          .map((one, place) => ({ ...one, messageId: `m${place}` })),
      ),
      rows: fc
        .tuple(...Object.keys(world.tables).map((table) => rowsOf(table, ids, world, maxRows)))
        .map((lists) => lists.flat()),
      scores: ofEach(score, (world.scores ?? []).length === 0 ? 0 : 2).map((lists) =>
        lists.flatMap((list, place) =>
          list.map(({ at, scorer, values }) => sample.score(ids[place]!, scorer, at, { values })),
        ),
      ),
    })
  })
}

type Fields = Contact['fields']

function contactNamed(contactId: string, fields: Fields): Contact {
  const recordId = `eshop/${contactId}`
  return sample.contact(contactId, {
    fields: Object.fromEntries(Object.entries(fields).map(([field, one]) => [field, { ...one, recordId }])),
  })
}

function contactOf(world: PopulationWorld): fc.Arbitrary<Fields> {
  const fields = Object.entries(world.fields).map(([field, type]) => {
    const value = field === 'tags' ? listValue() : field === 'place' ? placeValue() : storedValue(type)
    return fc.option(fc.record({ field: fc.constant(field), value, at: gridInstant({ from: -80, to: 0 }) }), {
      nil: undefined,
      freq: 6,
    })
  })
  const zone = fc.option(fc.constantFrom('Europe/Paris', 'America/New_York', 'Nowhere/Else'), {
    nil: undefined,
  })
  return fc.tuple(zone, fc.tuple(...fields)).map(([timeZone, said]) => {
    const golden: { [field: string]: Fields[string] } = {}
    const say = (field: string, value: JsonValue, at: number): void => {
      golden[field] = { value, recordId: '', rule: 'mostRecent', at }
    }
    if (timeZone !== undefined) say('timeZone', timeZone, 0)
    for (const one of said) if (one !== undefined) say(one.field, one.value, one.at)
    return golden
  })
}

type Happened = Pick<ContactEvent, 'name' | 'occurredAt' | 'receivedAt' | 'properties'>

function eventNamed(contactId: string, happened: Happened): ContactEvent {
  return sample.event('', contactId, { ...happened, recordId: `eshop/${contactId}` })
}

function eventOf(world: PopulationWorld, keys: readonly string[]): fc.Arbitrary<Happened> {
  const ofName = Object.keys(world.events).map((name) =>
    fc
      .record({
        occurredAt: fc.oneof(edgeInstant(), gridInstant()),
        lateness: fc.constantFrom(0, 0, 1000),
        properties: propertiesOf(name, world, keys),
      })
      .map(({ occurredAt, lateness, properties }) => ({
        name,
        occurredAt,
        receivedAt: occurredAt + lateness,
        properties,
      })),
  )
  return fc.oneof(...ofName)
}

interface Scored {
  readonly scorer: string
  readonly at: number
  readonly values: JsonObject
}

function scoreOf({ scores = [] }: PopulationWorld): fc.Arbitrary<Scored> {
  const ofScorer = [...new Set(scores.map((path) => path.slice(0, path.indexOf('.'))))].map((scorer) => {
    const names = scores.filter((path) => path.startsWith(`${scorer}.`))
    const values = Object.fromEntries(
      names.map((path) => [path.slice(scorer.length + 1), storedValue(undefined)]),
    )
    return fc
      .record({ at: fc.constantFrom(1, 2, 3), values: objectOf(values) })
      .map((made) => ({ scorer, at: made.at, values: made.values }))
  })
  return ofScorer.length === 0 ? fc.constant({ scorer: '', at: 1, values: {} }) : fc.oneof(...ofScorer)
}

function rowsOf(
  table: string,
  contactIds: readonly string[],
  world: PopulationWorld,
  maxRows: number,
): fc.Arbitrary<readonly TableRow[]> {
  const { columns, kind, dateColumn, links = {} } = world.tables[table]!
  const keys = keysUpTo(maxRows)
  const values: { [column: string]: fc.Arbitrary<JsonValue> } = {}
  for (const [column, type] of Object.entries(columns)) {
    if (column === dateColumn) continue
    if (column in links) values[column] = aKey(keys)
    else if (type === 'json') values[column] = column === 'place' ? placeValue() : anObject()
    else values[column] = storedValue(type)
  }
  const owner =
    kind === 'reference' || contactIds.length === 0 ? fc.constant(undefined) : fc.constantFrom(...contactIds)
  const at =
    dateColumn === undefined
      ? fc.constant(undefined)
      : fc.option(fc.oneof(edgeInstant(), gridInstant()), { nil: undefined })
  const row = fc
    .record({ key: fc.constantFrom(...keys), owner, at, values: objectOf(values) })
    .map(({ key, owner: contactId, at: happened, values: others }) =>
      sample.row(table, key, {
        contactId,
        recordId: contactId === undefined ? undefined : `eshop/${contactId}`,
        at: happened,
        values:
          dateColumn === undefined || happened === undefined ? others : { ...others, [dateColumn]: happened },
      }),
    )
  const byKey = (minLength: number): fc.Arbitrary<readonly TableRow[]> =>
    fc.uniqueArray(row, { minLength, maxLength: maxRows, selector: ({ key }) => key })
  return fc.oneof(
    { weight: 3, arbitrary: byKey(Math.floor(maxRows / 2)) },
    { weight: 1, arbitrary: byKey(0) },
  )
}

/** More often at least half of as many as there may be than fewer. */
function mostlyMany<Value>(one: fc.Arbitrary<Value>, maxLength: number): fc.Arbitrary<readonly Value[]> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.array(one, { minLength: Math.floor(maxLength / 2), maxLength }) },
    { weight: 1, arbitrary: fc.array(one, { maxLength }) },
  )
}

/** What a column of JSON holds: mostly an object. */
function anObject(): fc.Arbitrary<JsonValue> {
  const lines = fc.array(fc.record({ sku: storedValue(undefined) }), { maxLength: 2 })
  const object = objectOf({ city: storedValue(undefined), tags: listValue(), lines })
  return fc.oneof({ weight: 5, arbitrary: object }, { weight: 1, arbitrary: storedValue(undefined) })
}
