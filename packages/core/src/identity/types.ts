/** What a record claims to be an identifier of its person; `value` is already normalised. */
export interface IdentifierClaim {
  readonly type: string
  readonly value: string
  /** Did the source check it, by a log-in or a confirmed e-mail? @default false */
  readonly verified?: boolean | undefined
}

/** A record as the deterministic resolver sees it: who says so, since when, with which identifiers. */
export interface IdentityFact {
  readonly recordId: string
  /** The earliest instant at which the source saw the person, in epoch milliseconds. */
  readonly observedAt: number
  readonly claims: readonly IdentifierClaim[]
}

/** A decision about two records: one person (`must`), never one (`cannot`), or probably one (`probable`). */
export interface IdentityLink {
  readonly kind: 'must' | 'cannot' | 'probable'
  /** Record ids; the order of the two does not matter. */
  readonly a: string
  readonly b: string
  /** Bits of evidence of a `probable` link; a link without positive bits joins nothing. */
  readonly weight?: number | undefined
  readonly reason: string
}

/** What a type of identifier is worth, and what it may do. */
export interface IdentifierType {
  readonly type: string
  /** Bits of evidence that one value on two records is one person; heavier types join first. */
  readonly weight: number
  /** How many distinct values one contact may hold. @default no limit */
  readonly limit?: number | undefined
  /** Does it identify a person by itself? Two groups that both hold a strong identifier are two known people. */
  readonly strong: boolean
  /** May it join two groups that both hold a strong identifier? */
  readonly mergesStrong: boolean
  /** Values that identify nobody: exact, or `/a pattern/`; both case-insensitive. */
  readonly blocked?: readonly string[] | undefined
  /** A value seen with more distinct people than this is generic: it is no evidence. @default 50 */
  readonly maxContacts?: number | undefined
}

/** Why two records of a group are together: one edge of the group's spanning tree. */
export interface MatchReason {
  readonly kind: 'must' | 'probable' | 'identifier'
  readonly a: string
  readonly b: string
  /** Bits of evidence; `Infinity` is never used: a `must` link has 0. */
  readonly weight: number
  /** Type of the shared identifier. */
  readonly type?: string | undefined
  /** The shared identifier itself: a person's data, to be erased with the records. */
  readonly value?: string | undefined
  /** The reason of the link. */
  readonly reason?: string | undefined
}

/**
 * A link that was not followed, and why: `cannot` (a ban, direct or inherited), `limit` (too many distinct
 * values), `twoPeople` (a weak identifier between two known people), `generic` (a value of too many people).
 */
export interface RefusedLink {
  readonly kind: 'must' | 'probable' | 'identifier'
  readonly a: string
  readonly b: string
  readonly because: 'cannot' | 'limit' | 'twoPeople' | 'generic'
  /** Type of the shared identifier. */
  readonly type?: string | undefined
  /** The type whose limit would be broken. */
  readonly limitOf?: string | undefined
}

/** One contact as resolution sees it. */
export interface ResolvedGroup {
  /** By (`observedAt`, `recordId`): the first is the group's anchor. */
  readonly recordIds: readonly string[]
  /** A spanning tree: one reason less than records. */
  readonly reasons: readonly MatchReason[]
}

/** What {@link resolveComponent} decided. */
export interface ComponentResolution {
  /** By their anchor record. */
  readonly groups: readonly ResolvedGroup[]
  readonly refused: readonly RefusedLink[]
}
