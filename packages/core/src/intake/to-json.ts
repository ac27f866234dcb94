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
  return copy(input, { nodes: 0, text: 0, above: [], path: [] })
}

interface Budget {
  nodes: number
  text: number
  /** The objects that the value lies in. */
  readonly above: object[]
  /** Keys and indexes that lead to the value; made into text only when something is refused. */
  readonly path: (string | number)[]
}

function copy(value: unknown, budget: Budget): JsonValue {
  if (++budget.nodes > MAX_NODES)
    throw refuse(budget, `more than ${MAX_NODES} values`, 'send less in one call')
  switch (typeof value) {
    case 'string':
      budget.text += value.length
      if (budget.text > MAX_TEXT)
        throw refuse(budget, `more than ${MAX_TEXT} characters of text`, 'send less in one call')
      return value
    case 'boolean':
      return value
    case 'number':
      if (!Number.isFinite(value))
        throw refuse(budget, 'a number that is not finite', 'send a finite number or null')
      return value
    case 'object':
      return value === null ? null : copyObject(value, budget)
    default:
      throw refuse(budget, `a ${typeof value}`, 'send text, numbers, booleans, lists and plain objects')
  }
}

function copyObject(value: object, budget: Budget): JsonValue {
  const { above } = budget
  if (above.length >= MAX_DEPTH)
    throw refuse(budget, `an object deeper than ${MAX_DEPTH} levels`, 'send a flatter one')
  if (above.includes(value)) throw refuse(budget, 'a circular reference', 'send a plain copy without it')
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw refuse(budget, 'an invalid date', 'send a valid one or null')
    return value.toISOString()
  }
  above.push(value)
  const json = (value as { toJSON?: unknown }).toJSON
  let copied: JsonValue
  if (typeof json === 'function') copied = copy(json.call(value), budget)
  else if (Array.isArray(value)) copied = copyElements(value, budget)
  else copied = copyMembers(value as Record<string, unknown>, budget)
  above.pop()
  return copied
}

function copyElements(list: readonly unknown[], budget: Budget): JsonValue {
  // The length of a sparse list says nothing about its size in memory, but all about that of its copy.
  if (list.length > MAX_NODES) throw refuse(budget, `more than ${MAX_NODES} values`, 'send less in one call')
  const elements: JsonValue[] = []
  for (let index = 0; index < list.length; index++) {
    budget.path.push(index)
    elements.push(copy(list[index] ?? null, budget))
    budget.path.pop()
  }
  return elements
}

function copyMembers(value: Record<string, unknown>, budget: Budget): JsonValue {
  const members: Record<string, JsonValue> = {}
  for (const key of Object.keys(value)) {
    const member = value[key]
    if (member === undefined || key === '__proto__') continue
    budget.path.push(key)
    members[key] = copy(member, budget)
    budget.path.pop()
  }
  return members
}

function refuse(budget: Budget, came: string, advice: string): ClienteleError {
  let path = ''
  for (const step of budget.path) {
    if (typeof step === 'number') path += `[${step}]`
    else path += path === '' ? step : `.${step}`
  }
  const where = path === '' ? 'the input' : `\`${path.slice(0, 200)}\``
  return new ClienteleError('INVALID_INPUT', `Expected JSON at ${where}, got ${came}; ${advice}.`, {
    details: { path: path.slice(0, 200) },
  })
}
