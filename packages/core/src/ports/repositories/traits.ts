import type { Instant } from '../../model/instant.ts'
import type { TraitChange, TraitValue } from '../../model/trait-value.ts'

/**
 * Kept values of traits by (`contactId`, `traitId`), and their dated history. A merge drops both of the contact that
 * ends: the value is computed anew for the survivor, whose history goes on; two people's values do not interleave.
 */
export interface TraitRepository {
  readonly ofContacts: (contactIds: readonly string[]) => Promise<readonly TraitValue[]>
  readonly put: (values: readonly TraitValue[]) => Promise<void>
  readonly appendChanges: (changes: readonly TraitChange[]) => Promise<void>
  /** Contacts with a value whose `validUntil` is at or before the instant, earliest first, as memberships answer it. */
  readonly due: (at: Instant, limit: number) => Promise<readonly string[]>
  /** The earliest `validUntil`. */
  readonly nextDue: () => Promise<Instant | undefined>
  /** In the order of time; of several changes at one instant the last appended comes last. */
  readonly changesOf: (contactIds: readonly string[]) => Promise<readonly TraitChange[]>
  /** Forgets the values of a trait that is kept no more; its history stays. */
  readonly drop: (traitId: string) => Promise<void>
}
