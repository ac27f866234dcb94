import type { JsonObject } from '../model/json.ts'
import { rowSlot, type TableDeclaration } from '../model/table.ts'

/** The declared tables, by name. */
type Tables = ReadonlyMap<string, TableDeclaration>

/**
 * The row whose contact a row of nobody shares: the one that the first of its declared links with a value leads to, be
 * it there or not. Lines are of who placed their order. Rows of a reference table are of nobody, and lead to nobody.
 */
export function followedRow(table: TableDeclaration, values: JsonObject, tables: Tables): string | undefined {
  for (const [column, target] of linksOf(table, tables)) {
    const key = values[column]
    if ((typeof key === 'string' && key !== '') || typeof key === 'number')
      return rowSlot(target, String(key))
  }
  return undefined
}

/** Names of the tables whose rows others may follow. */
export function followedTables(tables: Tables): ReadonlySet<string> {
  const names = new Set<string>()
  for (const table of tables.values()) for (const [, target] of linksOf(table, tables)) names.add(target)
  return names
}

function linksOf(table: TableDeclaration, tables: Tables): readonly (readonly [string, string])[] {
  if (table.kind === 'reference') return []
  return Object.entries(table.links ?? {}).filter(([, target]) => {
    const kind = tables.get(target)?.kind
    return kind !== undefined && kind !== 'reference'
  })
}
