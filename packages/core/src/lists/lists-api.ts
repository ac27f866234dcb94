import type { Abortable } from '../intake/intake-api.ts'
import type { Instant } from '../model/instant.ts'
import type { Page } from '../ports/page.ts'
import type { ListDecision } from './membership-rule.ts'

/** One decision about one contact, as it was written down. */
export interface ListEntry {
  /** Ordered by time. */
  readonly key: string
  readonly contactId: string
  readonly decision: ListDecision
  readonly at: Instant
  /** Who decided. */
  readonly by: string
  readonly reason: string | undefined
}

/** Who decides, and why. */
export interface ListDecisionOptions extends Abortable {
  readonly by: string
  readonly reason?: string | undefined
}

/** What became of the contacts that a decision names. */
export interface ListResult {
  /** Contacts for whom it is new. */
  readonly changed: number
  /** Contacts for whom it had been decided so before. */
  readonly unchanged: number
  /** Ids that stand for no contact. */
  readonly unknown: readonly string[]
}

/**
 * Members by hand, over the rule of a segment that is saved with `manual: true`: put on, taken off, given back to the
 * rule. Every decision is dated, with its actor, and stands until the next one; entries and exits are those of the
 * segment, and set off its scenarios.
 */
export interface ListsApi {
  /**
   * Puts contacts on a list, whatever its rule says of them.
   *
   * @throws `UNKNOWN_DEFINITION`; `INVALID_INPUT` for a segment that is not `manual`; `ABORTED` between two slices.
   */
  readonly add: (
    listId: string,
    contactIds: readonly string[],
    options: ListDecisionOptions,
  ) => Promise<ListResult>
  /** Takes contacts off a list, whatever its rule says of them. @throws as `add` */
  readonly remove: (
    listId: string,
    contactIds: readonly string[],
    options: ListDecisionOptions,
  ) => Promise<ListResult>
  /** Gives contacts back to the rule. @throws as `add` */
  readonly release: (
    listId: string,
    contactIds: readonly string[],
    options: ListDecisionOptions,
  ) => Promise<ListResult>
  /** The decisions of a list, oldest first; `after` is the `key` of the last one of the page before. */
  readonly entries: (listId: string, page?: Partial<Page>) => Promise<readonly ListEntry[]>
}
