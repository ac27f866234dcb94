import { applyRecipe } from '../identity/normalise/recipe.ts'
import type { Kernel } from '../kernel.ts'
import type { Identifier } from '../model/identifier.ts'
import { own } from '../model/own.ts'

/** What reading identifiers needs of the kernel. */
export type IdentifierKernel = Pick<Kernel, 'recipes' | 'fields' | 'compiledIdentifierTypes' | 'country'>

/** An identifier after its recipe. */
export interface ReadIdentifier {
  /** What resolution compares: the matching key. */
  readonly claim: Identifier
  /** The value as it is written to and shown: a matching key is never an address. */
  readonly shown: string
}

/**
 * Reads an identifier: normalised by the recipe of its type, `undefined` where it identifies nobody (invalid,
 * a placeholder, blocked, of a type that is not declared).
 */
export function readIdentifier(
  identifier: Identifier,
  kernel: IdentifierKernel,
  country: string = kernel.country,
): ReadIdentifier | undefined {
  const type = kernel.compiledIdentifierTypes.get(identifier.type)
  if (type === undefined) return undefined
  const recipe = own(kernel.recipes, own(kernel.fields, identifier.type)?.normalise ?? identifier.type)
  let value = identifier.value.trim()
  let shown = value
  if (recipe !== undefined) {
    const normalised = applyRecipe(recipe, identifier.value, { country })
    if (normalised.value === undefined) return undefined
    shown = normalised.value
    value = normalised.matchKey ?? shown
  }
  if (value === '' || type.isBlocked(value)) return undefined
  return {
    claim:
      identifier.verified === true
        ? { type: identifier.type, value, verified: true }
        : { type: identifier.type, value },
    shown,
  }
}

/** Reads several identifiers: those that identify somebody, each once, in one order. */
export function readIdentifiers(
  identifiers: readonly Identifier[],
  kernel: IdentifierKernel,
  country?: string,
): readonly ReadIdentifier[] {
  const only = identifiers.length === 1 ? identifiers[0] : undefined
  if (only !== undefined) {
    const read = readIdentifier(only, kernel, country)
    return read === undefined ? [] : [read]
  }
  const byKey = new Map<string, ReadIdentifier>()
  for (const identifier of identifiers) {
    const read = readIdentifier(identifier, kernel, country)
    if (read === undefined) continue
    const key = `${read.claim.type}\u0000${read.claim.value}`
    if (byKey.get(key)?.claim.verified !== true) byKey.set(key, read)
  }
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, read]) => read)
}
