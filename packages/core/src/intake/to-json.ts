import { ClienteleError } from '../errors.ts'
import type { JsonValue } from '../model/json.ts'

const MAX_DEPTH = 32
const MAX_NODES = 20_000
const MAX_TEXT = 1_000_000

/**
 * Copies what the host gave into plain JSON: dates become ISO 8601, `undefined` is left out, anything that has
 * `toJSON` is asked for it. A circular, too deep or too large object is refused with its path; the copy also
 * means that a host that changes its object later changes nothing here.
 *
 * @throws `INVALID_INPUT` with the path and never the value.
 */
export function toJson(input: unknown): JsonValue {
  return copy(input, '', 0, { nodes: 0, text: 0, above: [] })
}

interface Budget {
  nodes: number
  text: number
  readonly above: object[]
}

function copy(value: unknown, path: string, depth: number, budget: Budget): JsonValue {
  if (++budget.nodes > MAX_NODES) throw refuse(path, `more than ${MAX_NODES} values`, 'send less in one call')
  switch (typeof value) {
    case 'string':
      budget.text += value.length
      if (budget.text > MAX_TEXT) throw refuse(path, `more than ${MAX_TEXT} characters of text`, 'send less in one call')
      return value
    case 'boolean':
      return value
    case 'number':
      if (!Number.isFinite(value)) throw refuse(path, 'a number that is not finite', 'send a finite number or null')
      return value
    case 'object':
      return value === null ? null : copyObject(value, path, depth, budget)
    default:
      throw refuse(path, `a ${typeof value}`, 'send text, numbers, booleans, lists and plain objects')
  }
}

function copyObject(value: object, path: string, depth: number, budget: Budget): JsonValue {
  if (depth >= MAX_DEPTH) throw refuse(path, `an object deeper than ${MAX_DEPTH} levels`, 'send a flatter one')
  if (budget.above.includes(value)) throw refuse(path, 'a circular reference', 'send a plain copy without it')
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw refuse(path, 'an invalid date', 'send a valid one or null')
    return value.toISOString()
  }
  budget.above.push(value)
  const json = (value as { toJSON?: unknown }).toJSON
  let copied: JsonValue
  if (typeof json === 'function') copied = copy(json.call(value), path, depth + 1, budget)
  else if (Array.isArray(value)) copied = value.map((element, index) => copy(element ?? null, `${path}[${index}]`, depth + 1, budget))
  else copied = copyMembers(value, path, depth, budget)
  budget.above.pop()
  return copied
}

function copyMembers(value: object, path: string, depth: number, budget: Budget): JsonValue {
  const members: Record<string, JsonValue> = {}
  for (const key of Object.keys(value)) {
    const member = (value as Record<string, unknown>)[key]
    if (member === undefined || key === '__proto__') continue
    members[key] = copy(member, path === '' ? key : `${path}.${key}`, depth + 1, budget)
  }
  return members
}

function refuse(path: string, came: string, advice: string): ClienteleError {
  const where = path === '' ? 'the input' : `\`${path}\``
  return new ClienteleError('INVALID_INPUT', `Expected JSON at ${where}, got ${came}; ${advice}.`, { details: { path } })
}
