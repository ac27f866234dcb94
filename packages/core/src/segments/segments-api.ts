import type { Condition } from '../conditions/ast.ts'
import type { Explanation } from '../conditions/explain.ts'
import type { Abortable } from '../intake/intake-api.ts'
import type { Instant } from '../model/instant.ts'
import type { Page } from '../ports/page.ts'
import type { Overlap, OverlapSet } from './crossing/overlap-api.ts'
import type { SegmentDefinition } from './definition.ts'

/** A stored segment. */
export interface StoredSegment {
  readonly definition: SegmentDefinition
  readonly version: number
  readonly savedAt: Instant
  readonly savedBy: string
  /** The segmentation of which it is a label; it is saved and removed with it. */
  readonly segmentation?: string | undefined
}

/** How many are left after each step, and why the others fell out. */
export interface PreCount {
  readonly at: Instant
  readonly channel: string
  readonly purpose: string
  /**
   * In order: `matched`, `reachable`, `consented`, `notSuppressed`, `notUnderPressure`, `notInControl`, `sendable`;
   * a step never counts more than the one before.
   */
  readonly steps: readonly { readonly step: string; readonly contacts: number }[]
  /** Contacts that fell out, by reason. */
  readonly reasons: { readonly [reason: string]: number }
}

/** Something that a condition reads, and how many contacts have it. */
export interface DataGap {
  readonly kind: 'field' | 'event' | 'table'
  readonly name: string
  /** Contacts with a value in the field, with such an event, with a row of the table. */
  readonly filled: number
  /** The denominator: all contacts. */
  readonly contacts: number
}

/** What a condition would be as a segment. */
export interface Preview {
  readonly at: Instant
  readonly members: number
  /** All contacts of the base. */
  readonly contacts: number
  /** Ids of some members, drawn without favour. */
  readonly sample: readonly string[]
  /** What it reads, the least filled first. */
  readonly gaps: readonly DataGap[]
  /** How long it took by the clock, in ms. */
  readonly tookMs: number
}

/** How a sample is drawn. */
export interface SampleOptions extends Abortable {
  /** @default 10 */
  readonly size?: number | undefined
  /** Another salt draws another sample. @default the salt of the instance */
  readonly salt?: string | undefined
}

/** Segments: definitions, members, counts. */
export interface SegmentsApi {
  /**
   * Saves a new version and evaluates it over the base; entries fire nothing unless `replayEntries` is set.
   *
   * @throws `INVALID_DEFINITION`, `INVALID_CONDITION`, `DEFINITION_CYCLE`; `VERSION_CONFLICT` when `expectedVersion`
   * is not the latest.
   */
  readonly save: (
    definition: SegmentDefinition,
    options?: Abortable & {
      readonly by?: string | undefined
      readonly expectedVersion?: number | undefined
      readonly replayEntries?: boolean | undefined
      readonly onProgress?:
        | ((progress: { readonly done: number; readonly total: number }) => void)
        | undefined
    },
  ) => Promise<StoredSegment>
  readonly list: () => Promise<readonly StoredSegment[]>
  readonly remove: (segmentId: string) => Promise<void>
  /** Members of a segment, or contacts for whom a condition is true now. */
  readonly count: (what: string | Condition, options?: Abortable) => Promise<number>
  readonly countAt: (segmentId: string, at: Instant) => Promise<number>
  /** Ids in ascending order. */
  readonly members: (what: string | Condition, page?: Partial<Page>) => Promise<readonly string[]>
  /** Members on a date, from the dated history. */
  readonly membersAt: (segmentId: string, at: Instant, page?: Partial<Page>) => Promise<readonly string[]>
  /**
   * Crosses segments and conditions, 16 at most: union, intersection, differences, the matrix of pairs and the exact
   * intersections, at one instant. Memory holds a page of ids of each set, never a set.
   *
   * @throws `UNKNOWN_DEFINITION`, `INVALID_CONDITION`, `INVALID_INPUT`, `LIMIT_EXCEEDED`, `ABORTED`
   */
  readonly overlap: (sets: readonly OverlapSet[], options?: Abortable) => Promise<Overlap>
  /**
   * Why a contact is in a segment, or a condition is true of it, or not: the truth of each part, until when, and the
   * value found. Events and rows count as of the instant; fields and scores are those of today. A person's data.
   *
   * @throws `NOT_FOUND`, `UNKNOWN_DEFINITION`, `INVALID_CONDITION`
   */
  readonly explain: (
    what: string | Condition,
    contactId: string,
    options?: { readonly at?: Instant | undefined },
  ) => Promise<Explanation>
  /** Ids of some members, the same ones at every call with the same salt, in ascending order. */
  readonly sample: (what: string | Condition, options?: SampleOptions) => Promise<readonly string[]>
  /**
   * The data that a segment or a condition needs, and how many contacts have them: "it needs `birthDate`, which 31 %
   * have". The least filled first.
   */
  readonly gaps: (what: string | Condition, options?: Abortable) => Promise<readonly DataGap[]>
  /** What a condition would be as a segment, before it is saved. @throws `INVALID_CONDITION` */
  readonly preview: (where: Condition, options?: SampleOptions) => Promise<Preview>
  readonly preCount: (
    what: string | Condition,
    target: { readonly channel: string; readonly purpose: string },
    options?: Abortable,
  ) => Promise<PreCount>
}
