import type { Contact, ContactEvent, JsonObject, JsonValue, TableRow } from '@clientele/core'
import fc from 'fast-check'
import { sample } from '../conformance/storage/samples.ts'
import type { PopulationWorld } from './population-world.ts'
import { gridInstant, keys, listValue, placeValue, storedValue } from './values.ts'

/** A few contacts with what hangs on them, as they lie in a storage. */
export interface Population {
  readonly contacts: readonly Contact[]
  readonly events: readonly ContactEvent[]
  /** Rows of contacts and rows of nobody. */
  readonly rows: readonly TableRow[]
}

/** How large a population is. */
export interface PopulationSize {
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
  { maxContacts = 4, maxEvents = 6, maxRows = 4 }: PopulationSize = {},
): fc.Arbitrary<Population> {
  const contactIds = Array.from({ length: maxContacts }, (_, place) => `c${place + 1}`)
  return fc.subarray(contactIds).chain((ids) =>
    fc.record({
      contacts: fc.tuple(...ids.map((id) => contactOf(id, world))),
      events: fc
        .tuple(...ids.map((id) => fc.array(eventOf(id, world), { maxLength: maxEvents })))
        .map((lists) => lists.flat().map((event, place) => ({ ...event, messageId: `m${place}` }))),
      rows: fc
        .tuple(...Object.keys(world.tables).map((table) => rowsOf(table, ids, world, maxRows)))
        .map((lists) => lists.flat()),
    }),
  )
}

function contactOf(contactId: string, world: PopulationWorld): fc.Arbitrary<Contact> {
  const fields = Object.entries(world.fields).map(([field, type]) => {
    const value = field === 'tags' ? listValue() : field === 'place' ? placeValue() : storedValue(type)
    return fc.option(fc.record({ field: fc.constant(field), value, at: gridInstant({ from: -80, to: 0 }) }), {
      nil: undefined,
      freq: 4,
    })
  })
  const zone = fc.option(fc.constantFrom('Europe/Paris', 'America/New_York', 'Nowhere/Else'), {
    nil: undefined,
  })
  return fc.tuple(zone, fc.tuple(...fields)).map(([timeZone, said]) => {
    const golden: { [field: string]: Contact['fields'][string] } = {}
    const say = (field: string, value: JsonValue, at: number): void => {
      golden[field] = { value, recordId: `eshop/${contactId}`, rule: 'mostRecent', at }
    }
    if (timeZone !== undefined) say('timeZone', timeZone, 0)
    for (const one of said) if (one !== undefined) say(one.field, one.value, one.at)
    return sample.contact(contactId, { fields: golden })
  })
}

function eventOf(contactId: string, world: PopulationWorld): fc.Arbitrary<ContactEvent> {
  return fc.constantFrom(...Object.keys(world.events)).chain((name) =>
    fc
      .record({
        occurredAt: gridInstant(),
        lateness: fc.constantFrom(0, 0, 1000),
        properties: propertiesOf(name, world),
      })
      .map(({ occurredAt, lateness, properties }) =>
        sample.event('', contactId, {
          name,
          occurredAt,
          receivedAt: occurredAt + lateness,
          recordId: `eshop/${contactId}`,
          properties,
        }),
      ),
  )
}

function propertiesOf(name: string, world: PopulationWorld): fc.Arbitrary<JsonObject> {
  const { types = {}, links = {} } = world.events[name] ?? {}
  const properties: { [property: string]: fc.Arbitrary<JsonValue> } = { note: storedValue(undefined) }
  for (const [path, type] of Object.entries(types)) {
    const [list, element] = path.split('[].')
    if (element === undefined)
      properties[path] = path in links ? fc.constantFrom(...keys, 'gone') : storedValue(type)
    else properties[list!] = fc.array(fc.record({ [element]: storedValue(type) }), { maxLength: 3 })
  }
  return fc.record(properties, { requiredKeys: [] }) as fc.Arbitrary<JsonObject>
}

function rowsOf(
  table: string,
  contactIds: readonly string[],
  world: PopulationWorld,
  maxRows: number,
): fc.Arbitrary<readonly TableRow[]> {
  const { columns, kind, dateColumn, links = {} } = world.tables[table]!
  const values: { [column: string]: fc.Arbitrary<JsonValue> } = {}
  for (const [column, type] of Object.entries(columns)) {
    if (column !== dateColumn)
      values[column] = column in links ? fc.constantFrom(...keys, 'gone') : storedValue(type)
  }
  const owner =
    kind === 'reference' || contactIds.length === 0 ? fc.constant(undefined) : fc.constantFrom(...contactIds)
  const at = dateColumn === undefined ? fc.constant(undefined) : fc.option(gridInstant(), { nil: undefined })
  const row = fc
    .record({ key: fc.constantFrom(...keys), owner, at, values: fc.record(values, { requiredKeys: [] }) })
    .map(({ key, owner: contactId, at: happened, values: others }) =>
      sample.row(table, key, {
        contactId,
        recordId: contactId === undefined ? undefined : `eshop/${contactId}`,
        at: happened,
        values:
          dateColumn === undefined || happened === undefined
            ? (others as JsonObject)
            : { ...(others as JsonObject), [dateColumn]: happened },
      }),
    )
  return fc.uniqueArray(row, { maxLength: maxRows, selector: ({ key }) => key })
}
