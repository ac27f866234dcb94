import type { OpportunityHistories } from '../src/opportunities/opportunity-history.ts'

/**
 * Table 1 of Fader, Hardie and Shang (2010): how many of 11,104 donors took x of six yearly appeals, the last
 * one of them at tx.
 */
const TABLE: readonly (readonly [x: number, tx: number, donors: number])[] = [
  [0, 0, 3464],
  [1, 1, 1091],
  [1, 2, 277],
  [1, 3, 129],
  [1, 4, 78],
  [1, 5, 119],
  [1, 6, 129],
  [2, 2, 613],
  [2, 3, 255],
  [2, 4, 155],
  [2, 5, 173],
  [2, 6, 234],
  [3, 3, 322],
  [3, 4, 181],
  [3, 5, 225],
  [3, 6, 357],
  [4, 4, 240],
  [4, 5, 284],
  [4, 6, 512],
  [5, 5, 335],
  [5, 6, 728],
  [6, 6, 1203],
]

/** The donors, folded. */
export const DONORS: OpportunityHistories & { readonly customers: readonly number[] } = {
  x: TABLE.map(([x]) => x),
  tx: TABLE.map(([, tx]) => tx),
  n: TABLE.map(() => 6),
  customers: TABLE.map(([, , donors]) => donors),
}
