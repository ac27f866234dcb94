import type { ClusterRules } from './cluster.ts'
import type { ColumnKind } from './columns.ts'
import type { IdentityModel } from './match-model.ts'
import type { PairScorer } from './pair-scorer.ts'
import type { RecordStore } from './record-store.ts'

/** How many distinct values of an identifier one person may have, as `defaultIdentifierTypes` says. */
const LIMITS: { readonly [kind in ColumnKind]?: number } = { customerNo: 1, userId: 1, loyaltyId: 3 }

/** The rules of clustering for a store and a model; pairs of rows that are linked come beside. */
export function clusterRules(
  store: RecordStore,
  model: IdentityModel,
  scorer: PairScorer,
  must: readonly (readonly [number, number])[],
  cannot: readonly (readonly [number, number])[],
): ClusterRules {
  const { codes, hashes, width } = store
  return {
    threshold: model.threshold,
    guard: model.guard,
    limits: store.fields.flatMap(({ columnKind, index }) => {
      const most = LIMITS[columnKind]
      return most === undefined ? [] : [{ field: index, most }]
    }),
    codeOf: (row, field) => codes.values[row * width + field] as number,
    // Two rows of one hash are told apart by their values; only the pin of records named by links is no content.
    compare: (a, b) =>
      (hashes.values[a] as number) - (hashes.values[b] as number) || compareRows(store, a, b) || a - b,
    scorer,
    must,
    cannot,
  }
}

function compareRows(store: RecordStore, a: number, b: number): number {
  if (a === b) return 0
  const { codes, width, fields } = store
  for (const { index, dictionary } of fields) {
    const one = dictionary.texts[codes.values[a * width + index] as number] as string
    const two = dictionary.texts[codes.values[b * width + index] as number] as string
    if (one !== two) return one < two ? -1 : 1
  }
  return 0
}
