import { type Instant, MAX_INSTANT } from '../model/instant.ts'
import type { JsonValue } from '../model/json.ts'
import type { ColumnType } from '../model/table.ts'
import { parseDay, parseInstant } from '../time/parse-instant.ts'

/** What can be compared: a value read as its declared type. Instants are numbers, dates are `YYYY-MM-DD`. */
export type Scalar = string | number | boolean

/** Is there nothing? `null`, `""` and `[]` count as missing. */
export function isMissing(value: JsonValue | undefined): value is null | undefined {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

/**
 * Reads a value as a declared type where that loses nothing, else it is missing. Without a type, text, numbers and
 * booleans are themselves and different from each other.
 */
export function readAs(
  value: JsonValue | undefined,
  type: ColumnType | undefined,
  zone: string,
): Scalar | undefined {
  switch (type) {
    case undefined:
    case 'json':
      return (typeof value === 'string' && value !== '') ||
        typeof value === 'number' ||
        typeof value === 'boolean'
        ? value
        : undefined
    case 'string':
      return readText(value)
    case 'number':
      return readNumber(value)
    case 'integer':
    case 'money': {
      const number = readNumber(value)
      return Number.isSafeInteger(number) ? number : undefined
    }
    case 'boolean':
      return value === true || value === 'true'
        ? true
        : value === false || value === 'false'
          ? false
          : undefined
    case 'instant':
      return readInstant(value, zone)
    case 'date':
      return typeof value === 'string' && parseDay(value) !== undefined ? value : undefined
  }
}

/** An instant from epoch ms or ISO 8601 text; text without an offset is local time of the zone. */
export function readInstant(value: JsonValue | undefined, zone: string): Instant | undefined {
  if (typeof value === 'string') return parseInstant(value, zone)
  return Number.isInteger(value) && Math.abs(value as number) <= MAX_INSTANT ? (value as number) : undefined
}

function readText(value: JsonValue | undefined): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}

const DECIMAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/

/** The number that a text is, if every digit of it survives; `"010"`, `"1e3"` and `" 1"` are no numbers. */
function readNumber(value: JsonValue | undefined): number | undefined {
  if (typeof value === 'number') return value
  if (typeof value !== 'string' || value.length > 32 || !DECIMAL.test(value)) return undefined
  const number = Number(value) + 0
  if (Number.isInteger(number)) return Number.isSafeInteger(number) ? number : undefined
  const digits = value.replace('-', '').replace('.', '').replace(/^0+/, '')
  return digits.length <= 15 ? number : undefined
}

/** Order of two scalars of one kind: numbers by size, text by code points as databases do; else `undefined`. */
export function compareScalars(a: Scalar, b: Scalar): number | undefined {
  if (typeof a === 'number') return typeof b === 'number' ? a - b : undefined
  if (typeof a === 'string') return typeof b === 'string' ? compareCodePoints(a, b) : undefined
  return undefined
}

/** UTF-16 order puts an emoji before U+FF01; UTF-8 order, that of databases, does not. */
function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let index = 0; index < length; index++) {
    const left = a.charCodeAt(index)
    const right = b.charCodeAt(index)
    if (left !== right) return inCodePointOrder(left) - inCodePointOrder(right)
  }
  return a.length - b.length
}

function inCodePointOrder(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}
