import type { Instant } from '../../model/instant.ts'

/** What is left of an erased record or contact: a salted hash of its id, nothing else. */
export interface Tombstone {
  readonly hash: string
  readonly at: Instant
}

/** Hashes of what was erased, by `hash`: what keeps an old export from bringing a person back. */
export interface TombstoneRepository {
  readonly known: (hashes: readonly string[]) => Promise<ReadonlySet<string>>
  readonly put: (tombstones: readonly Tombstone[]) => Promise<void>
}
