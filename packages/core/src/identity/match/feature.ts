/** One answer that the comparison of a feature can give; the first level of every feature is "cannot be compared". */
export interface FeatureLevel {
  readonly name: string
  /** Levels of one group add up to 1: what is compared depends on which values are there. */
  readonly group: number
  /** How often it comes about between two records of one person, before the data has spoken. */
  readonly usual: number
  /** Which of the feature's values agree exactly, so that their rarity counts: bit 0 for its first field, and so on. */
  readonly agrees: number
  /** Levels that are at least as good a sign as this one. */
  readonly below: readonly number[]
  /** Most bits of evidence: near agreement of unrelated people is likelier than chance where other fields agree. */
  readonly maxBits: number
}

/** What two records are compared in: one or several fields at once. */
export interface Feature {
  readonly id: string
  readonly kind: FeatureKind
  /** Places of its fields in a row. */
  readonly fields: readonly number[]
  readonly levels: readonly FeatureLevel[]
  /** How often two members of one household share the value by being one household. */
  readonly shared: number
  /** Is {@link Feature.shared} learned from the data? */
  readonly learnsShared: boolean
  /** The level of two rows; the order of the two does not matter. */
  readonly compare: (a: number, b: number) => number
}

/** The comparisons there are. */
export type FeatureKind =
  | 'name'
  | 'birthDate'
  | 'email'
  | 'phone'
  | 'street'
  | 'place'
  | 'identifier'
  | 'text'

/** The level of a feature where one record has no value. */
export const MISSING = 0

/** One line of a table of levels: name, group, usual share, then what differs from the rule. */
export function level(
  name: string,
  group: number,
  usual: number,
  rest: { readonly agrees?: number; readonly below?: readonly number[]; readonly maxBits?: number } = {},
): FeatureLevel {
  return {
    name,
    group,
    usual,
    agrees: rest.agrees ?? 0,
    below: rest.below ?? [],
    maxBits: rest.maxBits ?? Number.POSITIVE_INFINITY,
  }
}
