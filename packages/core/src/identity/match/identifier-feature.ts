import { editDistance } from './edit-distance.ts'
import { type Feature, type FeatureLevel, level } from './feature.ts'
import { mayBeEdits } from './letters.ts'
import { oneField } from './one-field-feature.ts'
import type { RecordStore, StoredField } from './record-store.ts'

/** Numbers given to a person; a device's are the same or not, one that people type may have a slip in it. */
export function identifierFeature(store: RecordStore, field: StoredField): Feature {
  const { texts, letters } = field.dictionary
  const isDevice = field.columnKind === 'anonymousId'
  const shared = isDevice ? 0.3 : field.columnKind === 'loyaltyId' ? 0.05 : 0
  if (isDevice) return oneField(store, field, 'identifier', shared, false, DEVICE, () => 2)
  return oneField(store, field, 'identifier', shared, false, IDENTIFIER, (a, b) => {
    if (!mayBeEdits(letters.values[a] as number, letters.values[b] as number, 1)) return 3
    const textA = texts[a] as string
    const textB = texts[b] as string
    return textA.length >= 5 && textB.length >= 5 && editDistance(textA, textB, 1) <= 1 ? 2 : 3
  })
}

const IDENTIFIER: readonly FeatureLevel[] = [
  level('missing', -1, 0),
  level('same', 0, 0.9, { agrees: 1 }),
  level('one slip', 0, 0.04, { below: [1], maxBits: 10 }),
  level('differs', 0, 0.06, { below: [2] }),
]

const DEVICE: readonly FeatureLevel[] = [
  level('missing', -1, 0),
  level('same', 0, 0.3, { agrees: 1, maxBits: 10 }),
  level('differs', 0, 0.7, { below: [1] }),
]
