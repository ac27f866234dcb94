import type { ProgramNeeds } from '../engine/program.ts'
import type { JsonObject } from '../model/json.ts'
import type { TableDeclaration } from '../model/table.ts'
import type { StorageTransaction } from '../ports/storage.ts'
import type { FactStore } from './facts.ts'

/** A row, as far as its links are concerned. */
export interface LinkingRow {
  readonly table: string
  readonly values: JsonObject
}

/** Links are followed this many tables deep: line, product, category, … */
const MAX_HOPS = 5

/**
 * Loads, in bulk, the rows that declared links lead to from the contacts' rows (products, stores), as far as conditions
 * read their tables, and hands them to the facts. Read anew for every piece of work: they belong to nobody, so that no
 * version of a contact tells when they change.
 *
 * @param coming rows that are about to be added to the facts.
 */
export async function loadLinkedRows(
  tx: StorageTransaction,
  stores: Iterable<FactStore>,
  coming: readonly LinkingRow[],
  needs: ProgramNeeds,
  tables: ReadonlyMap<string, TableDeclaration>,
): Promise<void> {
  const linking = needs.tables.filter((name) => followed(tables.get(name), needs).length > 0)
  if (linking.length === 0) return
  const found = new Map<string, JsonObject>()
  const asked = new Set<string>()
  let rows: LinkingRow[] = coming.filter(({ table }) => linking.includes(table))
  for (const store of stores) {
    store.setLinkedRows(found)
    for (const table of linking) for (const { values } of store.rows(table)) rows.push({ table, values })
  }
  for (let hop = 0; hop < MAX_HOPS && rows.length > 0; hop++) {
    const wanted = keysOf(rows, needs, tables, asked)
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

function keysOf(
  rows: readonly LinkingRow[],
  needs: ProgramNeeds,
  tables: ReadonlyMap<string, TableDeclaration>,
  asked: Set<string>,
): ReadonlyMap<string, string[]> {
  const wanted = new Map<string, string[]>()
  for (const { table, values } of rows) {
    for (const [column, target] of followed(tables.get(table), needs)) {
      const value = values[column]
      if (typeof value !== 'string' && typeof value !== 'number') continue
      const key = String(value)
      const slot = linkSlot(target, key)
      if (asked.has(slot)) continue
      asked.add(slot)
      const keys = wanted.get(target)
      if (keys === undefined) wanted.set(target, [key])
      else keys.push(key)
    }
  }
  return wanted
}

/** Columns that lead to tables which conditions read. */
function followed(
  declaration: TableDeclaration | undefined,
  needs: ProgramNeeds,
): readonly (readonly [column: string, table: string])[] {
  return Object.entries(declaration?.links ?? {}).filter(([, target]) => needs.tables.includes(target))
}
