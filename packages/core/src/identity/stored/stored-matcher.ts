import type { Instant } from '../../model/instant.ts'
import type { ContactRecord } from '../../model/record.ts'
import type { StorageTransaction } from '../../ports/storage.ts'
import type { IdentityModel } from '../match/match-model.ts'
import type { ComponentResolution, IdentifierType } from '../types.ts'
import type { Component, ComponentKernel } from './component.ts'

/** A frozen model at work on a stored base. */
export interface StoredMatcher {
  readonly version: number
  readonly model: IdentityModel
  /**
   * Files records where others find them, and links them with those that they are, or may be, one person or one
   * household with. Answers the records that lost a link by it: who they belong to is to be looked at again.
   */
  readonly file: (
    tx: StorageTransaction,
    records: readonly ContactRecord[],
    now: Instant,
  ) => Promise<readonly ContactRecord[]>
  /** Does the model see another person in the record than before? */
  readonly isOther: (before: ContactRecord, after: ContactRecord) => boolean
  /** Puts the records of a component together: by identifiers first, then by what is probable. */
  readonly resolve: (component: Component) => ComponentResolution
  /** Forgets every value that it remembers: somebody was erased. */
  readonly forget: () => void
}

/** What the matcher needs of the kernel. */
export interface MatcherKernel extends ComponentKernel {
  readonly identifierTypes: readonly IdentifierType[]
}
