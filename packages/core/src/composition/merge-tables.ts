import { ClienteleError } from '../errors.ts'
import { isOwnTable, OWN_TABLES } from '../lists/own-tables.ts'
import type { TableDeclaration } from '../model/table.ts'
import type { Plugin } from '../ports/plugin.ts'

/**
 * The tables by name: the host's own, those of the plugins, and those that Clientele keeps itself. Two may declare
 * one table when they say the same.
 *
 * @throws `INVALID_OPTIONS` for two that differ, for a link to a table that nobody declares, and for a name that is
 * reserved.
 */
export function mergeTables(
  own: readonly TableDeclaration[],
  plugins: readonly Plugin[],
): ReadonlyMap<string, TableDeclaration> {
  const tables = new Map<string, TableDeclaration>()
  const declared = [...own, ...plugins.flatMap((plugin) => plugin.tables ?? [])]
  for (const table of declared) {
    if (isOwnTable(table.name))
      throw refuse(`the table \`${table.name}\` has a name that is kept for Clientele; give it another`)
    const known = tables.get(table.name)
    if (known !== undefined && textOf(known) !== textOf(table)) {
      throw refuse(`the table \`${table.name}\` is declared twice, and differently; keep one declaration`)
    }
    tables.set(table.name, table)
  }
  for (const table of tables.values()) {
    for (const [column, target] of Object.entries(table.links ?? {})) {
      if (!tables.has(target)) {
        throw refuse(
          `\`${table.name}.${column}\` links to the table \`${target}\`, which is not declared; declare it`,
        )
      }
    }
  }
  for (const table of OWN_TABLES) tables.set(table.name, table)
  return tables
}

function textOf(table: TableDeclaration): string {
  const sorted = (members: object | undefined) =>
    Object.entries(members ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([table.kind, sorted(table.columns), table.dateColumn ?? null, sorted(table.links)])
}

function refuse(what: string): ClienteleError {
  return new ClienteleError('INVALID_OPTIONS', `The options of createClientele are not valid: ${what}.`)
}
