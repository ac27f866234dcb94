/** Values that were frozen here, all the way down: they need no second copy. */
const frozen = new WeakSet<object>()

/** A deep, frozen copy of plain data: nobody who holds the original, or the copy, can change what is stored. */
export function frozenCopy<Value>(value: Value): Value {
  return copy(value) as Value
}

function copy(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || frozen.has(value)) return value
  const result = Array.isArray(value)
    ? value.map(copy)
    : Object.fromEntries(Object.entries(value).map(([key, element]) => [key, copy(element)]))
  frozen.add(Object.freeze(result))
  return result
}
