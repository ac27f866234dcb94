/** A 32-bit hash of a text (FNV-1a with a final mix): the same on every machine, for keys that only find candidates. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return mix(hash)
}

/** Mixes two 32-bit numbers into one; 0 is never returned, because it means "no key". */
export function combineHashes(a: number, b: number): number {
  const hash = mix(Math.imul(a, 0x9e3779b1) ^ (b + 0x7f4a7c15))
  return hash === 0 ? 1 : hash
}

/** The final mix of MurmurHash3. */
function mix(value: number): number {
  let hash = value
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  hash ^= hash >>> 16
  return hash === 0 ? 1 : hash
}
