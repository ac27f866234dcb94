import { type Feature, type FeatureLevel, MISSING } from './feature.ts'
import type { RecordStore, StoredField } from './record-store.ts'

const EXACT = 1

/** A feature of one field; answers about unequal values are not remembered, because such pairs seldom come back. */
export function oneField(
  store: RecordStore,
  field: StoredField,
  kind: Feature['kind'],
  shared: number,
  learnsShared: boolean,
  levels: readonly FeatureLevel[],
  unequal: (a: number, b: number) => number,
): Feature {
  const { codes, width } = store
  const at = field.index
  return {
    id: field.name,
    kind,
    fields: [at],
    levels,
    shared,
    learnsShared,
    compare(a, b) {
      const codeA = codes.values[a * width + at] as number
      const codeB = codes.values[b * width + at] as number
      if (codeA === 0 || codeB === 0) return MISSING
      return codeA === codeB ? EXACT : unequal(codeA, codeB)
    },
  }
}
