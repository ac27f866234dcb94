import type { Abortable } from '../../intake/intake-api.ts'
import type { Instant } from '../../model/instant.ts'
import type { SegmentationDefinition } from './definition.ts'

/** A stored segmentation. */
export interface StoredSegmentation {
  readonly definition: SegmentationDefinition
  readonly version: number
  readonly savedAt: Instant
  readonly savedBy: string
}

/** Contacts that went from one label to another between two dates. */
export interface Transition {
  /** `undefined`: it had none yet on the first date. */
  readonly from: string | undefined
  /** `undefined`: it has none any more on the second date. */
  readonly to: string | undefined
  readonly contacts: number
}

/** Who went where between two dates. */
export interface TransitionMatrix {
  readonly segmentation: string
  readonly from: Instant
  readonly to: Instant
  /** In the order in which they are tried, those of earlier versions last. */
  readonly labels: readonly string[]
  /** Only the pairs that occur, largest first, ties by label. */
  readonly transitions: readonly Transition[]
  /** Contacts that kept their label. */
  readonly stayed: number
  /** Contacts that changed label, came or left. */
  readonly moved: number
}

/** Exclusive segmentations: exactly one label for each contact at every instant. */
export interface SegmentationsApi {
  /**
   * Saves a new version and evaluates it over the base; nobody is taken to have moved by it.
   *
   * @throws `INVALID_DEFINITION`, `INVALID_CONDITION`, `DEFINITION_CYCLE`; `VERSION_CONFLICT` when `expectedVersion`
   * is not the latest.
   */
  readonly save: (
    definition: SegmentationDefinition,
    options?: Abortable & {
      readonly by?: string | undefined
      readonly expectedVersion?: number | undefined
    },
  ) => Promise<StoredSegmentation>
  readonly list: () => Promise<readonly StoredSegmentation[]>
  /** @throws `UNKNOWN_DEFINITION`; `INVALID_CONDITION` when something stands on one of its labels. */
  readonly remove: (segmentationId: string) => Promise<void>
  /** Contacts by label, today or on a date; every label is there. */
  readonly counts: (
    segmentationId: string,
    options?: Abortable & { readonly at?: Instant | undefined },
  ) => Promise<{ readonly [label: string]: number }>
  /** The label of each of some contacts today; ids of nobody are left out. */
  readonly labelsOf: (
    segmentationId: string,
    contactIds: readonly string[],
  ) => Promise<ReadonlyMap<string, string>>
  /**
   * Who went from which label to which between two dates, from the dated history. Of two who were merged since, the
   * label that is tried first counts.
   */
  readonly transitions: (
    segmentationId: string,
    between: Abortable & { readonly from: Instant; readonly to: Instant },
  ) => Promise<TransitionMatrix>
}
