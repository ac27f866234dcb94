import type { JsonObject, JsonValue } from '@clientele/core'
import type { Cell } from '../convert/context.ts'

const MAX_DEPTH = 4
const MAX_COLUMNS = 2000

/** The object of a JSON line, or `undefined` when it is none. */
export function parseJsonLine(text: string): JsonObject | undefined {
  try {
    const value = JSON.parse(text) as JsonValue
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as JsonObject)
      : undefined
  } catch {
    return undefined
  }
}

/** The value under a name, or under a dotted path; a name that holds dots comes first. */
export function jsonCell(object: JsonObject, column: string): Cell {
  if (Object.hasOwn(object, column)) return object[column]
  let value: Cell = object
  for (const part of column.split('.')) {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, part))
      return undefined
    value = (value as JsonObject)[part]
  }
  return value
}

/** Names and dotted paths of objects, in order of appearance. */
export function jsonColumns(objects: Iterable<JsonObject>): string[] {
  const columns = new Set<string>()
  const visit = (object: JsonObject, prefix: string, depth: number): void => {
    for (const [key, value] of Object.entries(object)) {
      if (columns.size >= MAX_COLUMNS) return
      columns.add(prefix + key)
      if (depth < MAX_DEPTH && typeof value === 'object' && value !== null && !Array.isArray(value))
        visit(value as JsonObject, `${prefix}${key}.`, depth + 1)
    }
  }
  for (const object of objects) visit(object, '', 1)
  return [...columns]
}
