import type { IdentityColumns } from './columns.ts'
import type { MatchRecord } from './encode.ts'
import type { MatchExplanation } from './explain.ts'
import type { ContactBond } from './explain-contact.ts'
import type { MatchLink } from './match-link.ts'
import type { IdentityModel } from './match-model.ts'
import type { MatchProgress } from './match-progress.ts'
import type { IdentityReport } from './report.ts'

/** What {@link resolve} is told. */
export interface ResolveOptions {
  /** The kind of each column of the records. */
  readonly columns: IdentityColumns
  /** A frozen model; without one, a model is learned from the records. */
  readonly model?: IdentityModel | undefined
  /** ISO 3166-1 alpha-2 code of the country whose habits hold where a value does not say. @default 'FR' */
  readonly country?: string | undefined
  /** Decisions of people about two records. @default none */
  readonly links?: readonly MatchLink[] | undefined
  /** The contact of each record before this run, so that ids stay. @default none */
  readonly previous?: ReadonlyMap<string, string> | undefined
  /** The id of a new contact, from its earliest record. @default the id of that record */
  readonly mintId?: ((anchorRecordId: string) => string) | undefined
  readonly onProgress?: ((progress: MatchProgress) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/** The records of one person. */
export interface MatchedContact {
  readonly id: string
  /** By (`updatedAt`, id): the first is the contact's anchor. */
  readonly recordIds: readonly string[]
}

/** Contacts that live together. */
export interface Household {
  /** The least id of its contacts. */
  readonly id: string
  readonly contactIds: readonly string[]
}

/** A pair of records that was compared and is not clearly unrelated. */
export interface MatchedPair {
  readonly a: string
  readonly b: string
  /** Bits for "one person"; 0 is one to one. */
  readonly weight: number
  /** The chance that the weight stands for. */
  readonly chance: number
  /** Chance that they are two members of one household. */
  readonly household: number
  /** Are the two records in one contact? */
  readonly joined: boolean
}

/** A pair of contacts that a person should decide on: accept makes a `must` link, refuse a `cannot` link. */
export interface ReviewItem {
  /** The two records that agree best. */
  readonly a: string
  readonly b: string
  readonly contactA: string
  readonly contactB: string
  readonly weight: number
  readonly chance: number
  /** `weak`: the evidence is not enough. `refused`: it would be, but the contacts as a whole do not agree. */
  readonly because: 'weak' | 'refused'
}

/** What {@link resolve} found. */
export interface IdentityResolution {
  /** By their anchors' ids. */
  readonly contacts: readonly MatchedContact[]
  /** Households of two contacts and more. */
  readonly households: readonly Household[]
  /** By chance, best first. */
  readonly review: readonly ReviewItem[]
  /** Ids that lost a merge since {@link ResolveOptions.previous}: `from` stands for `to` from now on. */
  readonly aliases: readonly { readonly from: string; readonly to: string }[]
  readonly report: IdentityReport
  /** The model that was used: with it, other records are judged alike. */
  readonly model: IdentityModel
  /** The contact of a record. */
  contactOf(recordId: string): string | undefined
  /** Why two records have their weight. @throws ClienteleError `NOT_FOUND` for a record that is not there. */
  explainMatch(a: string, b: string): MatchExplanation
  /** What holds a contact together: a tree of bonds over its records. @throws ClienteleError `NOT_FOUND` */
  explainContact(contactId: string): readonly ContactBond[]
  /** Every compared pair that is not clearly unrelated; made while it is read. */
  pairs(): Iterable<MatchedPair>
}

/** Records in memory or as they arrive. */
export type RecordStream = Iterable<MatchRecord> | AsyncIterable<MatchRecord>
