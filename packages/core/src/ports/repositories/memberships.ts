import type { Instant } from '../../model/instant.ts'
import type { Membership, MembershipChange } from '../../model/membership.ts'
import type { Page } from '../page.ts'

/** Memberships by (`contactId`, `segmentId`), and the dated history of entries and exits. */
export interface MembershipRepository {
  readonly ofContacts: (contactIds: readonly string[]) => Promise<readonly Membership[]>
  readonly put: (memberships: readonly Membership[]) => Promise<void>
  readonly appendChanges: (changes: readonly MembershipChange[]) => Promise<void>
  /**
   * Contacts with a membership whose `validUntil` is at or before the instant, earliest first; those that another
   * worker's open transaction is at are left out where the adapter has row locks.
   */
  readonly due: (at: Instant, limit: number) => Promise<readonly string[]>
  /** The earliest `validUntil`. */
  readonly nextDue: () => Promise<Instant | undefined>
  /** Members today, by contact id. */
  readonly members: (segmentId: string, page: Page) => Promise<readonly string[]>
  readonly count: (segmentId: string) => Promise<number>
  /** Members at an instant, from the history, by contact id: of several changes at one instant the last appended counts. */
  readonly membersAt: (segmentId: string, at: Instant, page: Page) => Promise<readonly string[]>
  readonly changesOf: (contactIds: readonly string[]) => Promise<readonly MembershipChange[]>
  /** Forgets the memberships of a segment that is no more; its history stays. */
  readonly drop: (segmentId: string) => Promise<void>
}
