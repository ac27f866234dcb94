import type { Instant } from './instant.ts'

/** Is a contact in a segment, since when, and until when that stays true if nothing else happens. */
export interface Membership {
  readonly segmentId: string
  readonly contactId: string
  readonly member: boolean
  /** Since when `member` is as it is. */
  readonly since: Instant
  /** The instant at which it must be evaluated again; `undefined`: not by time alone. */
  readonly validUntil: Instant | undefined
  /** Version of the definition that was evaluated. */
  readonly definitionVersion: number
}

/** A dated entry into, or exit from, a segment. */
export interface MembershipChange {
  readonly segmentId: string
  readonly contactId: string
  readonly entered: boolean
  readonly at: Instant
  readonly definitionVersion: number
}
