import type { ContactFacts, EventFact, JsonObject, JsonValue, RowFact, Score } from '@clientele/core'
import type { Population } from './population.ts'

/**
 * The facts of one contact of a population, read straight from its rows: what a condition compiled for memory is
 * asked with, so that another engine can be compared with it.
 *
 * @param zone the zone of contacts that have none. @default 'UTC'
 * @throws a plain error when the contact is not in the population.
 */
export function factsOf(population: Population, contactId: string, zone: string = 'UTC'): ContactFacts {
  const contact = population.contacts.find((one) => one.contactId === contactId)
  if (contact === undefined) throw new Error('Expected a contact of the population, got another id')
  const said = contact.fields.timeZone?.value
  const row = (table: string, key: string): JsonObject | undefined =>
    population.rows.find((one) => one.table === table && one.key === key)?.values
  return {
    contactId,
    zone: typeof said === 'string' && isZone(said) ? said : zone,
    field: (name) => contact.fields[name]?.value ?? scoreOf(population, contactId, name),
    fieldSince: (name) => contact.fields[name]?.at,
    events: (name) =>
      population.events
        .filter((event) => event.contactId === contactId && isNamed(event.name, name))
        .sort(byTime),
    rows: (table) =>
      population.rows.filter((one) => one.contactId === contactId && one.table === table).sort(byDate),
    row,
  }
}

/** A value of the latest score of a scorer. */
function scoreOf({ scores = [] }: Population, contactId: string, name: string): JsonValue | undefined {
  const dot = name.indexOf('.')
  const own = scores.filter((one) => one.contactId === contactId && one.scorerId === name.slice(0, dot))
  const latest = own.reduce<Score | undefined>(
    (best, one) => (best === undefined || one.at >= best.at ? one : best),
    undefined,
  )
  return latest?.values[name.slice(dot + 1)]
}

function isNamed(name: string, pattern: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern
}

function byTime(a: EventFact, b: EventFact): number {
  return a.occurredAt - b.occurredAt || a.receivedAt - b.receivedAt || byText(a.messageId, b.messageId)
}

/** Rows without a date first. */
function byDate(a: RowFact, b: RowFact): number {
  const [x, y] = [a.at ?? Number.NEGATIVE_INFINITY, b.at ?? Number.NEGATIVE_INFINITY]
  return x === y ? byText(a.key, b.key) : x - y
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

const zones = new Map<string, boolean>()

/** Asking for a zone takes long. */
function isZone(zone: string): boolean {
  const known = zones.get(zone) ?? canFormat(zone)
  zones.set(zone, known)
  return known
}

function canFormat(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
