import type { ContactFacts, EventFact, HouseholdFacts, RowFact } from '../conditions/facts.ts'
import type { Contact } from '../model/contact.ts'
import type { JsonObject, JsonValue } from '../model/json.ts'
import { own } from '../model/own.ts'
import { isValidZone } from '../time/zone.ts'
import { householdOfOne } from './household-facts.ts'
import { compareEvents, compareRows } from './order-of-facts.ts'

const NO_EVENTS: readonly EventFact[] = []
const NO_ROWS: readonly RowFact[] = []

/** The facts of one contact in memory: what conditions read, and what intake adds to. */
export interface FactStore extends ContactFacts {
  readonly setContact: (contact: Contact) => void
  readonly setScores: (scores: { readonly [scorerId: string]: JsonObject }) => void
  readonly addEvent: (name: string, event: EventFact) => void
  /** Adds the row, or puts it in the place of the row with its key. */
  readonly putRow: (table: string, row: RowFact) => void
  readonly removeRow: (table: string, key: string) => void
  /** How many events and rows are held. */
  readonly size: () => number
  /** Rows that links lead to, by `linkSlot`; grown by whoever gave them. */
  readonly setLinkedRows: (rows: ReadonlyMap<string, JsonObject>) => void
  /** @default the contact lives alone */
  readonly setHousehold: (household: HouseholdFacts | undefined) => void
}

/** Makes the facts of a contact that has no event and no row yet. */
export function createFactStore(contact: Contact, defaultZone: string): FactStore {
  let current = contact
  let zone = zoneOf(contact, defaultZone)
  let scores: { readonly [scorerId: string]: JsonObject } = {}
  const events = new Map<string, EventFact[]>()
  const rows = new Map<string, RowFact[]>()
  let linked: ReadonlyMap<string, JsonObject> | undefined
  let household: HouseholdFacts | undefined

  const facts: FactStore = {
    contactId: contact.contactId,
    get zone(): string {
      return zone
    },
    setContact: (next) => {
      if (next.fields !== current.fields) zone = zoneOf(next, defaultZone)
      current = next
    },
    setScores: (next) => {
      scores = next
    },
    field: (name) => own(current.fields, name)?.value ?? scoreOf(scores, name),
    fieldSince: (name) => own(current.fields, name)?.at,
    events: (name) =>
      name.endsWith('*') ? withPrefix(events, name.slice(0, -1)) : (events.get(name) ?? NO_EVENTS),
    rows: (table) => rows.get(table) ?? NO_ROWS,
    // The contact's own row first: it may be newer than what was read for the links.
    row: (table, key) =>
      rows.get(table)?.find((row) => row.key === key)?.values ?? linked?.get(`${table}\u0000${key}`),
    size: () => {
      let held = 0
      for (const list of events.values()) held += list.length
      for (const list of rows.values()) held += list.length
      return held
    },
    setLinkedRows: (found) => {
      linked = found
    },
    get household(): HouseholdFacts {
      household ??= householdOfOne(facts, defaultZone)
      return household
    },
    setHousehold: (next) => {
      household = next
    },
    addEvent: (name, event) => {
      const list = events.get(name)
      if (list === undefined) events.set(name, [event])
      else insertSorted(list, event, compareEvents)
    },
    putRow: (table, row) => {
      const list = rows.get(table)
      if (list === undefined) {
        rows.set(table, [row])
        return
      }
      const old = list.findIndex((candidate) => candidate.key === row.key)
      if (old >= 0) list.splice(old, 1)
      insertSorted(list, row, compareRows)
    },
    removeRow: (table, key) => {
      const list = rows.get(table)
      const place = list?.findIndex((candidate) => candidate.key === key) ?? -1
      if (place >= 0) list?.splice(place, 1)
    },
  }
  return facts
}

function zoneOf(contact: Contact, defaultZone: string): string {
  const zone = contact.fields.timeZone?.value
  return typeof zone === 'string' && isValidZone(zone) ? zone : defaultZone
}

function scoreOf(scores: { readonly [scorerId: string]: JsonObject }, name: string): JsonValue | undefined {
  const dot = name.indexOf('.')
  return dot < 0 ? undefined : own(own(scores, name.slice(0, dot)), name.slice(dot + 1))
}

function withPrefix(events: ReadonlyMap<string, readonly EventFact[]>, prefix: string): readonly EventFact[] {
  const found: EventFact[] = []
  for (const [name, list] of events) if (name.startsWith(prefix)) found.push(...list)
  return found.sort(compareEvents)
}

function insertSorted<Element>(
  list: Element[],
  element: Element,
  compare: (a: Element, b: Element) => number,
): void {
  let place = list.length
  while (place > 0 && compare(list[place - 1] as Element, element) > 0) place--
  if (place === list.length) list.push(element)
  else list.splice(place, 0, element)
}
