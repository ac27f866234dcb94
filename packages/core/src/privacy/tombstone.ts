import { sha256 } from '../hash/sha-256.ts'

/** What an erasure leaves a hash of. */
export type Erased =
  | { readonly kind: 'record'; readonly recordId: string }
  | { readonly kind: 'event'; readonly messageId: string }
  | { readonly kind: 'row'; readonly table: string; readonly key: string }

/**
 * The salted hash that is left of something erased: it recognises the thing when it comes back and tells nothing of
 * it. SHA-256 over (salt, kind, key).
 */
export function tombstoneOf(salt: string, erased: Erased): string {
  return sha256(JSON.stringify([salt, erased.kind, ...keyOf(erased)]))
}

function keyOf(erased: Erased): readonly string[] {
  switch (erased.kind) {
    case 'record':
      return [erased.recordId]
    case 'event':
      return [erased.messageId]
    case 'row':
      return [erased.table, erased.key]
  }
}
