import { LRUCache } from 'lru-cache'
import { sha256 } from '../hash/sha-256.ts'
import type { Identifier } from '../model/identifier.ts'
import type { JsonObject } from '../model/json.ts'
import { recordIdOf } from '../model/record.ts'
import { type IdentifierKernel, type ReadIdentifier, readIdentifiers } from './read-identifiers.ts'

/**
 * The record that an event or a row belongs to.
 *
 * What names its person by identifiers belongs to the record of exactly this set of identifiers in its source, whose
 * key is their hash: the same in whatever order things arrive, never changed by a later event, and found again by
 * one look-up. What names a record of a source belongs to that record, which is made empty if it has not come yet.
 */
export interface Owner {
  readonly recordId: string
  readonly source: string
  readonly sourceKey: string
  readonly identifiers: readonly Identifier[]
  /** Fields that the identifiers are the values of: an e-mail address can be written to. */
  readonly values: JsonObject
  /** Was the record made from identifiers? */
  readonly derived: boolean
}

/** Finds the owners that identifiers speak of. */
export interface OwnerReader {
  /** `undefined` when none of the identifiers identifies anybody. */
  readonly read: (source: string, identifiers: readonly Identifier[]) => Owner | undefined
  /** Forgets what it remembers: somebody was erased. */
  readonly forget: () => void
}

const REMEMBERED = 20_000

/** Makes a reader that remembers the owners that come again and again. */
export function createOwnerReader(kernel: IdentifierKernel): OwnerReader {
  const known = new LRUCache<string, Owner>({ max: REMEMBERED })
  return {
    read: (source, identifiers) => {
      const only = identifiers.length === 1 ? identifiers[0] : undefined
      if (only === undefined) return readOwner(source, identifiers, kernel)
      const key = `${source}\u0000${only.type}\u0000${only.verified === true ? 1 : 0}${only.value}`
      let owner = known.get(key)
      if (owner === undefined) {
        owner = readOwner(source, identifiers, kernel)
        if (owner !== undefined) known.set(key, owner)
      }
      return owner
    },
    forget: () => known.clear(),
  }
}

/** The owner that is the record of a source under a key. */
export function ownerOfRecord(source: string, sourceKey: string): Owner {
  return {
    recordId: recordIdOf(source, sourceKey),
    source,
    sourceKey,
    identifiers: [],
    values: {},
    derived: false,
  }
}

function readOwner(
  source: string,
  identifiers: readonly Identifier[],
  kernel: IdentifierKernel,
): Owner | undefined {
  const read = readIdentifiers(identifiers, kernel)
  if (read.length === 0) return undefined
  const claims = read.map(({ claim }) => claim)
  const text = claims.map(({ type, value, verified }) => `${type}\u0000${value}\u0000${verified === true}`)
  // 128 bits of a strong hash: a key that could be forged would make two people one.
  const sourceKey = `#${sha256(text.join('\u0001')).slice(0, 32)}`
  return {
    recordId: recordIdOf(source, sourceKey),
    source,
    sourceKey,
    identifiers: claims,
    values: fieldsOf(read, kernel),
    derived: true,
  }
}

/** The fields whose values identifiers are: those that are declared under the identifier's type. */
function fieldsOf(read: readonly ReadIdentifier[], kernel: IdentifierKernel): JsonObject {
  const values: Record<string, string> = {}
  for (const { claim, shown } of read)
    if (Object.hasOwn(kernel.fields, claim.type) && !Object.hasOwn(values, claim.type))
      values[claim.type] = shown
  return values
}
