import type { Kernel } from '../kernel.ts'
import { isOwnTable } from '../lists/own-tables.ts'
import type { Instant } from '../model/instant.ts'
import { issuesOf } from '../model/issues-of.ts'
import type { JsonObject, JsonValue } from '../model/json.ts'
import {
  type ColumnType,
  type TableDeclaration,
  type TableRowInput,
  tableRowInputSchema,
} from '../model/table.ts'
import { parseInstant } from '../time/parse-instant.ts'
import { EXPECTED } from './expected-value.ts'
import { followedRow } from './followed-row.ts'
import { DEFAULT_SOURCE, NOBODY } from './read-event.ts'
import { type Owner, type OwnerReader, ownerOfRecord } from './read-owner.ts'
import { readBoolean, readDay, readInstant, readNumber } from './read-value.ts'
import { isRefusal, type Refusal, refuse } from './refusal.ts'

/** A row that was read: its values have the types of their columns. */
export interface ReadRow {
  readonly table: string
  readonly key: string
  readonly values: JsonObject
  readonly at: Instant | undefined
  readonly observedAt: Instant
  /** Did the source say when it saw it so? */
  readonly dated: boolean
  readonly owner: Owner | undefined
  /** The row whose contact it shares, where it does not say itself whose it is. */
  readonly follows: string | undefined
}

/** What reading rows needs of the kernel. */
export type RowKernel = Pick<Kernel, 'sources' | 'tables' | 'defaultZone'>

/** Reads a row by the declaration of its table. */
export function readRow(
  json: JsonValue,
  kernel: RowKernel,
  owners: OwnerReader,
  now: Instant,
): ReadRow | Refusal {
  const parsed = tableRowInputSchema.safeParse(json)
  if (!parsed.success) return refuse('INVALID_INPUT', issuesOf(parsed.error))
  const row = parsed.data
  const table = kernel.tables.get(row.table)
  if (table === undefined || isOwnTable(row.table))
    return refuse('UNKNOWN_TABLE', '`table`: expected a declared one; add it to the option `tables`')
  const owner = readOwnerOf(row, kernel, owners)
  if (owner !== undefined && isRefusal(owner)) return owner
  const values = readValues(row.values, table, kernel.defaultZone)
  if (isRefusal(values)) return values
  const at = dateOf(values, table, kernel.defaultZone)
  if (at === undefined && table.kind === 'interactions')
    return refuse('INVALID_INPUT', `\`values.${table.dateColumn}\`: expected the date of the interaction`)
  const { key, observedAt } = row
  return {
    table: row.table,
    key,
    values,
    at,
    observedAt: observedAt ?? now,
    dated: observedAt !== undefined,
    owner,
    follows: owner === undefined ? followedRow(table, values, kernel.tables) : undefined,
  }
}

function readOwnerOf(
  row: TableRowInput,
  kernel: RowKernel,
  owners: OwnerReader,
): Owner | Refusal | undefined {
  const source = row.source ?? DEFAULT_SOURCE
  if (!kernel.sources.has(source))
    return refuse('UNKNOWN_SOURCE', '`source`: expected a declared one; add it to the option `sources`')
  if (row.contact === undefined) return undefined
  if ('identifiers' in row.contact) return owners.read(source, row.contact.identifiers) ?? NOBODY
  if (!kernel.sources.has(row.contact.source))
    return refuse(
      'UNKNOWN_SOURCE',
      '`contact.source`: expected a declared one; add it to the option `sources`',
    )
  return ownerOfRecord(row.contact.source, row.contact.sourceKey)
}

function readValues(given: JsonObject, table: TableDeclaration, zone: string): JsonObject | Refusal {
  const values: Record<string, JsonValue> = {}
  for (const name of Object.keys(given)) {
    const type = Object.hasOwn(table.columns, name) ? table.columns[name] : undefined
    if (type === undefined)
      return refuse('INVALID_INPUT', `\`values.${name}\`: expected a declared column of \`${table.name}\``)
    const value = given[name] as JsonValue
    if (value === null) continue
    const read = readColumn(value, type, zone)
    if (read === undefined) {
      if (typeof value === 'string' && value.trim() === '') continue
      return refuse('INVALID_INPUT', `\`values.${name}\`: expected ${EXPECTED[type]}`)
    }
    values[name] = read
  }
  return values
}

function readColumn(value: JsonValue, type: ColumnType, zone: string): JsonValue | undefined {
  switch (type) {
    case 'string':
      return typeof value === 'string' ? value : typeof value === 'object' ? undefined : String(value)
    case 'integer':
    case 'money': {
      const number = readNumber(value)
      return Number.isSafeInteger(number) ? number : undefined
    }
    case 'number':
      return readNumber(value)
    case 'boolean':
      return readBoolean(value)
    case 'instant':
      return readInstant(value, zone)
    case 'date':
      return readDay(value)
    case 'json':
      return value
  }
}

/** When the interaction happened: a day begins at its local midnight. */
function dateOf(values: JsonObject, table: TableDeclaration, zone: string): Instant | undefined {
  const value = table.dateColumn === undefined ? undefined : values[table.dateColumn]
  if (typeof value === 'number') return value
  return typeof value === 'string' ? parseInstant(value, zone) : undefined
}
