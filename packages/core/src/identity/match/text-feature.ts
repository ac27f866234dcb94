import { isAlikeText } from './alike-text.ts'
import { type Feature, type FeatureLevel, level } from './feature.ts'
import { oneField } from './one-field-feature.ts'
import { pairCache } from './pair-cache.ts'
import type { RecordStore, StoredField } from './record-store.ts'

/** Any other text: the same, or alike. */
export function textFeature(store: RecordStore, field: StoredField): Feature {
  const { texts } = field.dictionary
  const isOfPerson = field.columnKind === 'gender' || field.columnKind === 'text'
  const alike = pairCache((a, b) => (isAlikeText(texts[a] as string, texts[b] as string) ? 2 : 3))
  return oneField(store, field, 'text', isOfPerson ? 0 : 0.95, false, TEXT, alike)
}

const TEXT: readonly FeatureLevel[] = [
  level('missing', -1, 0),
  level('same', 0, 0.85, { agrees: 1 }),
  level('alike', 0, 0.08, { below: [1] }),
  level('differs', 0, 0.07, { below: [2] }),
]
