/** A range of levels, both ends included. */
export type LevelRange = readonly [from: number, to: number]

/** Cells of the grid in bulk: every combination of the ranges; a missing axis is all its levels. */
export interface SegmentBox {
  readonly r?: LevelRange | undefined
  readonly f?: LevelRange | undefined
  readonly m?: LevelRange | undefined
  /** Only in tables over R and FM. */
  readonly fm?: LevelRange | undefined
}

/** One segment: the cells that belong to it, listed, in bulk, or both. */
export interface SegmentDefinition {
  /** What conditions compare: `at_risk`. */
  readonly id: string
  readonly label: string
  /** `555` in a table over R, F and M; `55` in one over R and FM. */
  readonly codes?: readonly string[] | undefined
  readonly boxes?: readonly SegmentBox[] | undefined
}

/** Segments as data: which code belongs to which segment. Checked to be a partition before it is used. */
export interface SegmentTable {
  readonly id: string
  /** `r-f-m` names every triple; `r-fm` names pairs of R and of F and M taken together. */
  readonly axes: 'r-f-m' | 'r-fm'
  /** Levels of each score, 2 to 9; a table over R and FM needs as many for F as for M. */
  readonly levels: { readonly r: number; readonly f: number; readonly m: number }
  /**
   * How F and M become one: `mean` is (F + M) / 2, `product` the square root of F × M, both rounded half up.
   * @default 'mean'
   */
  readonly combine?: 'mean' | 'product' | undefined
  readonly segments: readonly SegmentDefinition[]
}
