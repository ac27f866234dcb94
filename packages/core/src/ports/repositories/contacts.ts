import type { Contact } from '../../model/contact.ts'
import type { Instant } from '../../model/instant.ts'
import type { Page } from '../page.ts'

/** An id that lost a merge, and the id that stands for it. */
export interface ContactAlias {
  readonly from: string
  readonly to: string
  readonly at: Instant
}

/** Contacts and the ids that lost a merge. */
export interface ContactRepository {
  /** Live contacts only; locks them until the end of the transaction where the adapter has row locks. */
  readonly byIds: (contactIds: readonly string[]) => Promise<readonly Contact[]>
  readonly put: (contacts: readonly Contact[]) => Promise<void>
  /** Sets `version` and `lastSeenAt` alone: the hot write of intake. */
  readonly touch: (
    contacts: readonly {
      readonly contactId: string
      readonly version: number
      readonly lastSeenAt: Instant | undefined
    }[],
  ) => Promise<void>
  /**
   * Ends contacts whose records were all given away: their membership history, messages and ended runs go to the
   * contact that stands for them (dated entries are kept from both), their memberships, scores, values of traits and
   * the history of those are dropped, an alias is written, and aliases that pointed to them point on. Their live runs
   * must have been moved or ended before.
   */
  readonly absorb: (aliases: readonly ContactAlias[]) => Promise<void>
  /**
   * Takes contacts out with everything that hangs on them or on their records: claims, links, events, rows,
   * consents, scores, traits and memberships with their history, runs, messages, aliases, entries of the identity log (also
   * those of ids that stand for them and are live no more).
   */
  readonly erase: (contactIds: readonly string[]) => Promise<void>
  /** The live contact that each id stands for today; itself when it is live; left out when unknown. */
  readonly resolve: (contactIds: readonly string[]) => Promise<ReadonlyMap<string, string>>
  /** The ids that lost a merge, are live no more, and for which one of the contacts stands. */
  readonly aliasesOf: (contactIds: readonly string[]) => Promise<readonly string[]>
  /** By `contactId`. */
  readonly scan: (page: Page) => Promise<readonly Contact[]>
  readonly count: () => Promise<number>
}
