import type { EventShape } from '../conditions/environment.ts'
import { compilePath, OPEN_SHAPE } from '../conditions/property-path.ts'
import { NOBODY, scopeOf } from '../conditions/scope.ts'
import type { ProgramNeeds } from '../engine/program.ts'
import { matchesName } from '../model/event-name.ts'
import type { JsonObject, JsonValue } from '../model/json.ts'
import type { TableDeclaration } from '../model/table.ts'
import type { StorageTransaction } from '../ports/storage.ts'
import type { FactStore } from './facts.ts'

/** A row, as far as its links are concerned. */
export interface LinkingRow {
  readonly table: string
  readonly values: JsonObject
}

/** An event, as far as its links are concerned. */
export interface LinkingEvent {
  readonly name: string
  readonly properties: JsonObject
}

/** What is declared of links. */
export interface LinkSettings {
  readonly tables: ReadonlyMap<string, TableDeclaration>
  readonly events?: ReadonlyMap<string, EventShape> | undefined
}

/** What comes into the facts of contacts in a moment. */
export interface Coming {
  readonly rows: readonly LinkingRow[]
  readonly events: readonly LinkingEvent[]
}

const NOTHING: Coming = { rows: [], events: [] }

/** Links are followed this many tables deep: line, product, category, … */
const MAX_HOPS = 5

/**
 * Loads, in bulk, the rows that declared links lead to from the contacts' rows and events (products, stores), as far as
 * conditions read their tables, and hands them to the facts. Read anew for every piece of work: they belong to nobody,
 * so that no version of a contact tells when they change.
 *
 * @param coming rows and events that are about to be added to the facts.
 */
export async function loadLinkedRows(
  tx: StorageTransaction,
  stores: Iterable<FactStore>,
  needs: ProgramNeeds,
  { tables, events }: LinkSettings,
  coming: Coming = NOTHING,
): Promise<void> {
  const linking = needs.tables.filter((name) => followed(tables.get(name), needs).length > 0)
  const eventLinks = eventLinksOf(needs, tables, events)
  if (linking.length === 0 && eventLinks.length === 0) return
  const found = new Map<string, JsonObject>()
  const asked = new Set<string>()
  let pointed: Pointer[] = []
  let rows: LinkingRow[] = coming.rows.filter(({ table }) => linking.includes(table))
  for (const store of stores) {
    store.setLinkedRows(found)
    for (const table of linking) for (const { values } of store.rows(table)) rows.push({ table, values })
    for (const { name, read } of eventLinks)
      for (const { properties } of store.events(name)) pointed.push(...read(properties))
  }
  for (const { name, properties } of coming.events)
    for (const link of eventLinks) if (matchesName(link.name, name)) pointed.push(...link.read(properties))
  for (let hop = 0; hop < MAX_HOPS && rows.length + pointed.length > 0; hop++) {
    const wanted = keysOf([...pointed, ...pointersOf(rows, needs, tables)], asked)
    pointed = []
    rows = []
    for (const [table, keys] of wanted)
      for (const { key, values } of await tx.rows.byKeys(table, keys)) {
        found.set(linkSlot(table, key), values)
        rows.push({ table, values })
      }
  }
}

/** Key of a row among those that links lead to. */
export function linkSlot(table: string, key: string): string {
  return `${table}\u0000${key}`
}

/** A value that is said to be the key of a row. */
interface Pointer {
  readonly table: string
  readonly value: JsonValue | undefined
}

function keysOf(pointers: Iterable<Pointer>, asked: Set<string>): ReadonlyMap<string, string[]> {
  const wanted = new Map<string, string[]>()
  for (const { table, value } of pointers) {
    if (typeof value !== 'string' && typeof value !== 'number') continue
    const key = String(value)
    const slot = linkSlot(table, key)
    if (asked.has(slot)) continue
    asked.add(slot)
    const keys = wanted.get(table)
    if (keys === undefined) wanted.set(table, [key])
    else keys.push(key)
  }
  return wanted
}

function* pointersOf(
  rows: readonly LinkingRow[],
  needs: ProgramNeeds,
  tables: ReadonlyMap<string, TableDeclaration>,
): Generator<Pointer> {
  for (const { table, values } of rows)
    for (const [column, target] of followed(tables.get(table), needs))
      yield { table: target, value: values[column] }
}

/** A link of the events of a name, and how the keys that it holds are read. */
interface EventLink {
  readonly name: string
  readonly read: (properties: JsonObject) => readonly Pointer[]
}

const OF_NOBODY = scopeOf(NOBODY, 0)

/** Links of declared events to tables that conditions read. */
function eventLinksOf(
  needs: ProgramNeeds,
  tables: ReadonlyMap<string, TableDeclaration>,
  events: ReadonlyMap<string, EventShape> | undefined,
): readonly EventLink[] {
  const found: EventLink[] = []
  for (const name of needs.events) {
    for (const [path, table] of Object.entries(events?.get(name)?.links ?? {})) {
      if (!needs.tables.includes(table)) continue
      const { read, many } = compilePath(path, OPEN_SHAPE, { segments: new Map(), tables }, '')
      found.push({
        name,
        read: (properties) => {
          const value = read(properties, OF_NOBODY)
          return many
            ? ((value ?? []) as readonly JsonValue[]).map((one) => ({ table, value: one }))
            : [{ table, value }]
        },
      })
    }
  }
  return found
}

/** Columns that lead to tables which conditions read. */
function followed(
  declaration: TableDeclaration | undefined,
  needs: ProgramNeeds,
): readonly (readonly [column: string, table: string])[] {
  return Object.entries(declaration?.links ?? {}).filter(([, target]) => needs.tables.includes(target))
}
