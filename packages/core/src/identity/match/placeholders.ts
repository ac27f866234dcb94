import { type CompiledIdentifierType, compileIdentifierTypes } from '../identifier-types.ts'

const compiled = new Map<string, CompiledIdentifierType>()

/** Does this value of a type stand for "none"? By the lists of `isBlockedIdentifier`; the others are learned. */
export function isPlaceholder(type: string, value: string): boolean {
  let known = compiled.get(type)
  if (known === undefined) {
    known = compileIdentifierTypes([{ type, weight: 0, strong: false, mergesStrong: false }]).get(type)!
    compiled.set(type, known)
  }
  return known.isBlocked(value)
}
