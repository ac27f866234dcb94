/** A member that an object holds itself: names come from outside, and `constructor` is one. */
export function own<Value>(
  object: { readonly [key: string]: Value } | undefined,
  key: string,
): Value | undefined {
  return object !== undefined && Object.hasOwn(object, key) ? object[key] : undefined
}
