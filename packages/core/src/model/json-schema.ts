import * as z from 'zod'
import type { JsonObject, JsonValue } from './json.ts'

const MAX_DEPTH = 32

/** Is this JSON, of plain objects, lists, finite numbers, and not deeper than 32? Safe on circular objects. */
export function isJsonValue(value: unknown, depth: number = 0): value is JsonValue {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true
    case 'number':
      return Number.isFinite(value)
    case 'object': {
      if (value === null) return true
      if (depth >= MAX_DEPTH) return false
      if (Array.isArray(value)) return value.every((element) => isJsonValue(element, depth + 1))
      const prototype = Object.getPrototypeOf(value)
      if (prototype !== Object.prototype && prototype !== null) return false
      for (const key in value)
        if (!isJsonValue((value as Record<string, unknown>)[key], depth + 1)) return false
      return true
    }
    default:
      return false
  }
}

const depthRule = {
  error: `expected JSON: plain objects, lists, text, finite numbers; ${MAX_DEPTH} levels at most`,
}

export const jsonValueSchema: z.ZodType<JsonValue> = z.custom<JsonValue>(
  (value) => isJsonValue(value),
  depthRule,
)

export const jsonObjectSchema: z.ZodType<JsonObject> = z.custom<JsonObject>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value) && isJsonValue(value),
  depthRule,
)
