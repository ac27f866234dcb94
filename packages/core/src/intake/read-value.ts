import { applyRecipe } from '../identity/normalise/recipe.ts'
import type { Kernel } from '../kernel.ts'
import type { JsonValue } from '../model/json.ts'
import { own } from '../model/own.ts'
import type { FieldDeclaration } from '../profile/field-declaration.ts'
import { parseInstant } from '../time/parse-instant.ts'

/** Does a value say nothing? `null` says something: it clears. */
export function isBlank(value: JsonValue): boolean {
  if (typeof value === 'string') return value.trim() === ''
  return Array.isArray(value) && value.length === 0
}

/**
 * A field's value by its declaration: cleaned by its recipe, of its type where that loses nothing. `undefined`
 * where it is no such thing; a field without a declaration is taken as it came.
 */
export function readFieldValue(
  value: JsonValue,
  declaration: FieldDeclaration | undefined,
  kernel: Pick<Kernel, 'recipes' | 'defaultZone'>,
  country: string,
): JsonValue | undefined {
  if (value === null || declaration === undefined) return value
  const recipe = declaration.normalise === undefined ? undefined : own(kernel.recipes, declaration.normalise)
  if (recipe === undefined) return readTyped(value, declaration.type, kernel.defaultZone)
  const clean = (element: JsonValue): string | undefined => applyRecipe(recipe, element, { country }).value
  if (declaration.type !== 'list' || !Array.isArray(value)) {
    const cleaned = clean(value)
    return cleaned === undefined ? undefined : readTyped(cleaned, declaration.type, kernel.defaultZone)
  }
  return value.map(clean).filter((element): element is string => element !== undefined)
}

function readTyped(value: JsonValue, type: FieldDeclaration['type'], zone: string): JsonValue | undefined {
  switch (type) {
    case 'string':
      return typeof value === 'string' ? value.trim() : isScalar(value) ? String(value) : undefined
    case 'number':
      return readNumber(value)
    case 'boolean':
      return readBoolean(value)
    case 'date':
      return readDay(value)
    case 'instant':
      return readInstant(value, zone)
    case 'list':
      return Array.isArray(value) ? value : isScalar(value) ? [value] : undefined
    case 'geo':
      return value
  }
}

function isScalar(value: JsonValue): value is string | number | boolean {
  return typeof value !== 'object'
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/u

/** A number, or a text that is one. */
export function readNumber(value: JsonValue): number | undefined {
  if (typeof value === 'number') return value
  if (typeof value !== 'string' || !NUMBER.test(value.trim())) return undefined
  const number = Number(value)
  return Number.isFinite(number) ? number : undefined
}

/** A boolean, or a text that is one. */
export function readBoolean(value: JsonValue): boolean | undefined {
  if (typeof value === 'boolean') return value
  if (value === 'true' || value === 'false') return value === 'true'
  return undefined
}

/** Epoch milliseconds, or an ISO 8601 text read in the zone where it has no offset. */
export function readInstant(value: JsonValue, zone: string): number | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : undefined
  return typeof value === 'string' ? parseInstant(value.trim(), zone) : undefined
}

/** A day as `yyyy-mm-dd`, also from the ISO 8601 text of an instant. */
export function readDay(value: JsonValue): string | undefined {
  if (typeof value !== 'string') return undefined
  const day = value.trim().slice(0, 10)
  return parseInstant(value.trim(), 'UTC') === undefined ? undefined : day
}
