import type { JsonValue } from '../model/json.ts'

/** The number that a field holds, if it holds one. */
export function numberOf(value: JsonValue | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined
}

/** The text that a field holds, if it holds one that is not empty. */
export function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** The key that a field holds: shops number their orders as often as they name them. */
export function keyOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'number' ? String(value) : textOf(value)
}
