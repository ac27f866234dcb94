import type { JsonValue } from '../model/json.ts'

const MAX_DEPTH = 16
const MAX_NODES = 2_000
const MAX_TEXT = 100_000

/**
 * Keeps of any input what is JSON, for the dead letter: what is not becomes a word in brackets that says what stood
 * there. Never throws, whatever it is given.
 */
export function looseJson(input: unknown): JsonValue {
  return keep(input, { nodes: 0, text: 0 }, [])
}

function keep(value: unknown, spent: { nodes: number; text: number }, above: readonly object[]): JsonValue {
  if (++spent.nodes > MAX_NODES) return '[too much]'
  if (typeof value === 'boolean' || value === null) return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : `[${value}]`
  if (typeof value === 'string') {
    spent.text += value.length
    return spent.text > MAX_TEXT ? '[too long]' : value
  }
  if (typeof value !== 'object') return `[${typeof value}]`
  if (above.includes(value)) return '[circular]'
  if (above.length >= MAX_DEPTH) return '[too deep]'
  try {
    return keepObject(value, spent, [...above, value])
  } catch {
    // A getter, a proxy or a `toJSON` of the host's that throws.
    return '[unreadable]'
  }
}

function keepObject(
  value: object,
  spent: { nodes: number; text: number },
  above: readonly object[],
): JsonValue {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '[invalid date]' : value.toISOString()
  if (Array.isArray(value)) return value.slice(0, MAX_NODES).map((element) => keep(element, spent, above))
  const members: Record<string, JsonValue> = {}
  for (const key of Object.keys(value).slice(0, MAX_NODES)) {
    const member = (value as Record<string, unknown>)[key]
    if (member !== undefined && key !== '__proto__') members[key] = keep(member, spent, above)
  }
  return members
}
