import type { Instant } from '../../model/instant.ts'

/** A decision about two records: they are one person, are not, or probably are. */
export interface RecordLink {
  readonly kind: 'must' | 'cannot' | 'probable'
  /** Record ids, `a` before `b`. */
  readonly a: string
  readonly b: string
  /** Bits of evidence of a probable link. */
  readonly weight: number | undefined
  readonly reason: string
  readonly at: Instant
  readonly by: string
}

/** Links between records; at most one of each kind for a pair. */
export interface LinkRepository {
  readonly ofRecords: (recordIds: readonly string[]) => Promise<readonly RecordLink[]>
  readonly put: (links: readonly RecordLink[]) => Promise<void>
  readonly remove: (links: readonly Pick<RecordLink, 'kind' | 'a' | 'b'>[]) => Promise<void>
}
