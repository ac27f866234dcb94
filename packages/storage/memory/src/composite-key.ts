/** One text for several parts, different for different parts. */
export function compositeKey(...parts: readonly (string | number | undefined)[]): string {
  return JSON.stringify(parts)
}
