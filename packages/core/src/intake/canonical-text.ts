import type { JsonValue } from '../model/json.ts'

/** JSON as text, the same for equal values whatever the order of an object's keys. */
export function canonicalText(value: JsonValue | undefined): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null)
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`
  const object = value as { readonly [key: string]: JsonValue }
  const keys = Object.keys(object).sort()
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalText(object[key])}`).join(',')}}`
}
