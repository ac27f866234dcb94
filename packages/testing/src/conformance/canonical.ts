/**
 * A text that is the same for equal data: keys in order, `undefined` like absent, maps and sets as sorted lists.
 */
export function canonical(value: unknown): string {
  return JSON.stringify(ordered(value)) ?? 'undefined'
}

/** Lists of equal data in any order give the same text. */
export function canonicalBag(values: Iterable<unknown>): string {
  return `[${[...values].map(canonical).sort().join(',')}]`
}

function ordered(value: unknown): unknown {
  if (value instanceof Map) return [...value].map(ordered).sort(byText)
  if (value instanceof Set) return [...value].map(ordered).sort(byText)
  if (Array.isArray(value)) return value.map(ordered)
  if (typeof value !== 'object' || value === null) return value
  const keys = Object.keys(value).sort()
  return Object.fromEntries(keys.map((key) => [key, ordered((value as Record<string, unknown>)[key])]))
}

function byText(a: unknown, b: unknown): number {
  const [x, y] = [JSON.stringify(a) ?? '', JSON.stringify(b) ?? '']
  return x < y ? -1 : x > y ? 1 : 0
}
