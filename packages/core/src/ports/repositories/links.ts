import type { Instant } from '../../model/instant.ts'

/**
 * Something between two records. A decision: they are one person (`must`), or never (`cannot`). What the matcher
 * found: they probably are (`probable`), a person should say (`review`), they live together (`household`). And a
 * place where the matcher finds a record again: `key`, of which `a` is the key and `b` the record.
 */
export interface RecordLink {
  readonly kind: 'must' | 'cannot' | 'probable' | 'review' | 'household' | 'key'
  /** Record ids, `a` before `b`; the `a` of a `key` begins with `#` and is no record. */
  readonly a: string
  readonly b: string
  /** Bits of evidence of a probable link and of one to review; the chance of a household. */
  readonly weight: number | undefined
  readonly reason: string
  readonly at: Instant
  readonly by: string
}

/** A record and a key under which the matcher finds it: a link of kind `key`. */
export interface FiledRecord {
  readonly key: string
  readonly recordId: string
}

/** Links between records; at most one of each kind for a pair. */
export interface LinkRepository {
  /** Every link with one of these records as `a` or `b`, but for keys. */
  readonly ofRecords: (recordIds: readonly string[]) => Promise<readonly RecordLink[]>
  /** The keys under which records are filed. */
  readonly keysOf: (recordIds: readonly string[]) => Promise<readonly FiledRecord[]>
  /** The records that are filed under keys. */
  readonly filedUnder: (keys: readonly string[]) => Promise<readonly FiledRecord[]>
  readonly put: (links: readonly RecordLink[]) => Promise<void>
  readonly remove: (links: readonly Pick<RecordLink, 'kind' | 'a' | 'b'>[]) => Promise<void>
}
