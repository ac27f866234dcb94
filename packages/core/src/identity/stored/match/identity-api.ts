import type { Abortable } from '../../../intake/intake-api.ts'
import type { ContactExplanation, LinkDecision } from '../../../profile/contacts-api.ts'
import type { MatchExplanation } from '../../match/explain.ts'
import type { IdentityModel } from '../../match/match-model.ts'
import type { MatchProgress } from '../../match/match-progress.ts'
import type { Household } from '../../match/resolve-types.ts'

/** A saved model. */
export interface TrainedModel {
  /** 1, 2, 3 … */
  readonly version: number
  readonly model: IdentityModel
  /** Values that were found to identify nobody, most frequent first; they are not kept. */
  readonly generics: readonly { readonly field: string; readonly value: string; readonly records: number }[]
  /** What the model expects to find, without any label. */
  readonly expected: { readonly contacts: number; readonly precision: number; readonly review: number }
}

/** What the introduction of a model would change: nothing is written. */
export interface ModelPreview {
  readonly version: number
  readonly records: number
  /** Contacts now, and with the model. */
  readonly contacts: { readonly before: number; readonly after: number }
  /** Contacts that would end in another one, and contacts that would give records to another one. */
  readonly merges: number
  readonly splits: number
  /** Some of them, by ids only. */
  readonly examples: readonly {
    readonly kind: 'merge' | 'split'
    /** The contacts of now that are concerned. */
    readonly contactIds: readonly string[]
    readonly recordIds: readonly string[]
  }[]
}

/** What the introduction of a model changed. */
export interface ModelApplication {
  readonly version: number
  readonly records: number
  readonly merged: number
  readonly split: number
  readonly contacts: number
}

/** Two contacts that a person should decide on. */
export interface ReviewPair {
  /** The records that agree. */
  readonly a: string
  readonly b: string
  readonly contactA: string
  readonly contactB: string
  /** Bits for "one person", and the chance that they stand for. */
  readonly weight: number
  readonly chance: number
  /** `weak`: the evidence is not enough. `refused`: it would be, but the contacts as a whole do not agree. */
  readonly because: 'weak' | 'refused'
}

/** A page of the review queue. */
export interface ReviewPage {
  readonly items: readonly ReviewPair[]
  /** To be given as `after` for the next page; nothing at the end. */
  readonly next: string | undefined
}

/** Pairs that a person should decide on. */
export interface ReviewApi {
  /** In the order of their records. @default limit 100 */
  readonly list: (
    options?: Abortable & { readonly after?: string | undefined; readonly limit?: number | undefined },
  ) => Promise<ReviewPage>
  /** They are one person: a `must` link. Answers the contact that they have now. @throws `NOT_FOUND`, `LINK_CONFLICT` */
  readonly accept: (pair: Pick<ReviewPair, 'a' | 'b'>, decision: LinkDecision) => Promise<string>
  /** They are two people: a `cannot` link, which no later record overturns. @throws `NOT_FOUND`, `LINK_CONFLICT` */
  readonly refuse: (pair: Pick<ReviewPair, 'a' | 'b'>, decision: LinkDecision) => Promise<void>
}

/** An explanation with its pictures. */
export interface DrawnExplanation extends MatchExplanation {
  /** One line per bar. */
  readonly text: string
  readonly svg: string
}

/** Why the records of a contact are together, with the bars of every probable bond. */
export interface MatchedContactExplanation extends ContactExplanation {
  readonly matches: readonly {
    readonly a: string
    readonly b: string
    readonly explanation: DrawnExplanation
  }[]
}

/** The base in numbers of identity. */
export interface StoredIdentityReport {
  /** The model in force; nothing before the first was applied. */
  readonly model: number | undefined
  readonly records: number
  readonly contacts: number
  readonly households: number
  /** Records beyond the first of their contact, by source. */
  readonly duplicatesBySource: { readonly [source: string]: number }
  /** How many contacts have so many records. */
  readonly sizes: { readonly [records: string]: number }
  readonly largestContact: number
  /** Pairs of records that are linked as probable, and pairs to review. */
  readonly probable: number
  readonly review: number
  /** Mean chance of the probable links: the precision to expect, from the model alone. */
  readonly expectedPrecision: number
  /** Values that the model takes for nobody's, most frequent first, ten at most. */
  readonly generics: readonly { readonly field: string; readonly value: string; readonly records: number }[]
}

/**
 * Matching on a stored base. A model is learned from the records, looked at, and put in force; from then on every
 * record that comes is compared in intake, in the same transaction, touching only its component.
 */
export interface IdentityApi {
  /** Learns a model from all records and saves it as the next version; nothing is changed by it. */
  readonly train: (
    options?: Abortable & {
      readonly by?: string | undefined
      readonly onProgress?: ((progress: MatchProgress) => void) | undefined
    },
  ) => Promise<TrainedModel>
  /** What a version would change. @default version the latest @throws `UNKNOWN_DEFINITION` */
  readonly preview: (
    options?: Abortable & { readonly version?: number | undefined; readonly examples?: number | undefined },
  ) => Promise<ModelPreview>
  /**
   * Puts a version in force and resolves the base by it, in pieces that are committed one by one. Stopped or cut
   * off, it goes on where it was when it is called again. @default version the latest @throws `UNKNOWN_DEFINITION`, `ABORTED`
   */
  readonly apply: (
    options?: Abortable & {
      readonly version?: number | undefined
      readonly by?: string | undefined
      readonly onProgress?:
        | ((progress: {
            readonly phase: 'file' | 'resolve'
            readonly done: number
            readonly total: number
          }) => void)
        | undefined
    },
  ) => Promise<ModelApplication>
  /** The versions that were trained, and the one in force. */
  readonly models: () => Promise<{
    readonly latest: number | undefined
    readonly inForce: number | undefined
    /** Has the one in force gone over the whole base? */
    readonly isApplied: boolean
  }>
  readonly review: ReviewApi
  /** Households of two contacts and more; `household.id` in conditions after `scores.run('household')`. */
  readonly households: (options?: Abortable) => Promise<readonly Household[]>
  /** Why two stored records have their weight. @throws `NOT_FOUND`, `UNKNOWN_DEFINITION` without a model */
  readonly explainMatch: (recordA: string, recordB: string) => Promise<DrawnExplanation>
  /** Why the records of a contact are together. @throws `NOT_FOUND` */
  readonly explainContact: (contactId: string) => Promise<MatchedContactExplanation>
  readonly report: (options?: Abortable) => Promise<StoredIdentityReport>
}
