import { editDistance } from './edit-distance.ts'
import { type Feature, type FeatureLevel, level } from './feature.ts'
import { lettersOf, mayBeEdits } from './letters.ts'
import { oneField } from './one-field-feature.ts'
import type { RecordStore, StoredField } from './record-store.ts'

/** Telephone numbers: the same, or one digit wrong, lost or exchanged. */
export function phoneFeature(store: RecordStore, field: StoredField): Feature {
  const { texts, letters } = field.dictionary
  return oneField(store, field, 'phone', 0.2, true, PHONE, (a, b) => {
    const lettersA = letters.values[a] as number
    const lettersB = letters.values[b] as number
    // A number that could not be read has no country, and so no sign, before it.
    if (((lettersA ^ lettersB) & PLUS) === 0 && !mayBeEdits(lettersA, lettersB, 1)) return 3
    const textA = texts[a] as string
    const textB = texts[b] as string
    const isAlike =
      textA.charCodeAt(0) === textB.charCodeAt(0)
        ? editDistance(textA, textB, 1) <= 1
        : editDistance(textA.slice(-9), textB.slice(-9), 1) <= 1
    return isAlike ? 2 : 3
  })
}

const PLUS = lettersOf('+')

const PHONE: readonly FeatureLevel[] = [
  level('missing', -1, 0),
  level('same', 0, 0.7, { agrees: 1 }),
  level('one digit wrong', 0, 0.04, { below: [1], maxBits: 10 }),
  level('differs', 0, 0.26, { below: [2] }),
]
