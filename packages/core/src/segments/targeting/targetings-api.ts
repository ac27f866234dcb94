import type { Condition } from '../../conditions/ast.ts'
import type { Abortable } from '../../intake/intake-api.ts'
import type { Instant } from '../../model/instant.ts'
import type { Page } from '../../ports/page.ts'
import type { PreCount } from '../segments-api.ts'

/** A targeting as it was frozen; nothing of it ever changes, but that the persons in it may be erased. */
export interface Targeting {
  readonly id: string
  /** The instant at which everybody was looked at. */
  readonly at: Instant
  /** Who froze it. */
  readonly by: string
  readonly note: string | undefined
  /** The segment that was asked, with its version; `undefined` for a condition. */
  readonly segment: { readonly id: string; readonly version: number } | undefined
  /** The condition as it was: the rule of the segment, or what was asked. */
  readonly definition: Condition
  /** The versions of the segments that the definition stands on. */
  readonly standsOn: readonly { readonly id: string; readonly version: number }[]
  /** The message that it is for; `undefined`: everybody who matched is in. */
  readonly target: { readonly channel: string; readonly purpose: string } | undefined
  readonly included: number
  readonly leftOut: number
  /** How many were left after each step, as `segments.preCount` says it. */
  readonly steps: PreCount['steps']
  /** Contacts that were left out, by reason. */
  readonly reasons: PreCount['reasons']
  /** How long it took by the clock, in ms. */
  readonly tookMs: number
  /** True for those who are in it: for segments, conditions, scenarios. */
  readonly where: Condition
}

/** One contact of a targeting. */
export interface TargetedContact {
  /** Where it stands: `after` of the next page. */
  readonly key: string
  /** Today's contact: of two who were merged since, both rows name the survivor. */
  readonly contactId: string
  /** The rule that left it out; `undefined` for one that is in. */
  readonly reason: string | undefined
}

/** How a targeting is frozen. */
export interface FreezeOptions extends Abortable {
  readonly by: string
  /** The message that it is for: its gates decide who is left out. @default everybody who matches is in */
  readonly for?: { readonly channel: string; readonly purpose: string } | undefined
  readonly note?: string | undefined
  readonly onProgress?: ((progress: { readonly contacts: number }) => void) | undefined
}

/** Targetings: who was meant for a campaign, when, by which definition, and who was left out and why. */
export interface TargetingsApi {
  /**
   * Freezes those who are in a segment, or for whom a condition is true, at this instant. A freeze that was cut goes
   * on where it stopped when it is asked for again, at its first instant.
   *
   * @throws `VERSION_CONFLICT` for an id that is frozen, or that was begun with another definition; `INVALID_INPUT`,
   * `UNKNOWN_DEFINITION`, `INVALID_CONDITION`; `ABORTED` between two slices.
   */
  readonly freeze: (
    targetingId: string,
    what: string | Condition,
    options: FreezeOptions,
  ) => Promise<Targeting>
  /** @throws `UNKNOWN_DEFINITION` */
  readonly get: (targetingId: string) => Promise<Targeting>
  /** Latest first. */
  readonly list: () => Promise<readonly Targeting[]>
  /** Who is in it. @throws `UNKNOWN_DEFINITION` */
  readonly included: (targetingId: string, page?: Partial<Page>) => Promise<readonly TargetedContact[]>
  /** Who was left out, and why. @throws `UNKNOWN_DEFINITION` */
  readonly leftOut: (targetingId: string, page?: Partial<Page>) => Promise<readonly TargetedContact[]>
}
