import type { JsonObject } from '../model/json.ts'
import { readDuration } from '../time/duration.ts'
import { parseInstant } from '../time/parse-instant.ts'
import type { ValueTest } from './ast.ts'
import { readPlace } from './near.ts'
import { isReference } from './operand.ts'
import { patternFault } from './pattern/compile-pattern.ts'
import { readInstant } from './values.ts'

/** What is wrong with the operand of a comparison, by its operator; `undefined` if nothing is. */
export function operandFault(test: ValueTest): string | undefined {
  const { op, value } = test
  switch (op) {
    case 'exists':
    case 'missing':
      return value === undefined ? undefined : `\`${op}\` takes no value`
    case 'eq':
    case 'ne':
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
      return isScalar(value) ? undefined : `\`${op}\` takes one text, number, boolean or reference`
    case 'contains':
    case 'notContains':
      return isScalar(value) ? undefined : `\`${op}\` takes one text, number, boolean or reference`
    case 'startsWith':
    case 'endsWith':
      return isReference(value) || (typeof value === 'string' && value !== '')
        ? undefined
        : `\`${op}\` takes a text or a reference`
    case 'between':
      return betweenFault(value)
    case 'in':
    case 'notIn':
    case 'hasAny':
    case 'hasAll':
    case 'hasNone':
      return Array.isArray(value) && value.every(isScalar)
        ? undefined
        : `\`${op}\` takes a list of texts, numbers, booleans or references`
    case 'matches':
      return typeof value === 'string' && value !== '' ? patternFault(value) : '`matches` takes a pattern'
    case 'before':
    case 'after':
      return isReference(value) || readInstant(value as never, 'UTC') !== undefined
        ? undefined
        : `\`${op}\` takes a date in ISO 8601 or a reference`
    case 'sameDay':
      return value === undefined || isReference(value) || readInstant(value as never, 'UTC') !== undefined
        ? undefined
        : '`sameDay` takes a date in ISO 8601, a reference, or nothing for today'
    case 'withinLast':
    case 'withinNext':
    case 'moreThanAgo':
    case 'moreThanAhead':
    case 'anniversaryWithin':
      return readDuration(value) === undefined ? `\`${op}\` takes a duration such as 7d or P1M` : undefined
    case 'near':
      return nearFault(value)
    default:
      return `\`${String(op)}\` is no comparison`
  }
}

function isScalar(value: unknown): boolean {
  if (typeof value === 'string') return value !== ''
  return (
    (typeof value === 'number' && Number.isFinite(value)) || typeof value === 'boolean' || isReference(value)
  )
}

function betweenFault(value: unknown): string | undefined {
  if (!Array.isArray(value) || value.length !== 2 || !value.every(isScalar))
    return '`between` takes `[low, high]`'
  const [low, high] = value as readonly unknown[]
  if (typeof low === 'number' && typeof high === 'number' && low > high)
    return '`between` takes the lower bound first'
  return undefined
}

function nearFault(value: unknown): string | undefined {
  const place = readPlace(value as never)
  const km = place === undefined ? undefined : (value as JsonObject).km
  return typeof km === 'number' && km > 0 ? undefined : '`near` takes `{ lat, lon, km }`, in degrees and km'
}

/** What is wrong with an instant written in a window; `undefined` if nothing is. */
export function instantFault(text: string | undefined): string | undefined {
  if (text === undefined || parseInstant(text, 'UTC') !== undefined) return undefined
  return 'expected an instant in ISO 8601'
}
