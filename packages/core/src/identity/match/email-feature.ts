import { localPart } from './derive.ts'
import { editDistance } from './edit-distance.ts'
import { type Feature, type FeatureLevel, level } from './feature.ts'
import { isSimilar, maybeSimilar } from './jaro-winkler.ts'
import { lettersOf, mayBeEdits } from './letters.ts'
import { oneField } from './one-field-feature.ts'
import type { RecordStore, StoredField } from './record-store.ts'

/**
 * E-mail addresses: the same, mistyped, the same before the `@`, alike. People of one name choose alike addresses, so
 * that likeness says little where the name agrees too; a number in it says more.
 */
export function emailFeature(store: RecordStore, field: StoredField): Feature {
  const { texts, derived, letters, column } = field.dictionary
  const localLetters = column((text) => lettersOf(localPart(text)))
  const localLength = column((text) => localPart(text).length)
  return oneField(store, field, 'email', 0.15, true, EMAIL, (a, b) => {
    const lettersA = letters.values[a] as number
    const lettersB = letters.values[b] as number
    if (mayBeEdits(lettersA, lettersB, 1) && editDistance(texts[a] as string, texts[b] as string, 1) <= 1) {
      return 2
    }
    if (derived.values[a] === derived.values[b]) {
      return digitsOf(localPart(texts[a] as string)).length >= 2 ? 3 : 4
    }
    if (mayBeEdits(lettersA, lettersB, 4)) {
      const textA = texts[a] as string
      const textB = texts[b] as string
      const shorter = Math.min(textA.length, textB.length)
      const edits = shorter >= 12 ? editDistance(textA, textB, 4) : 5
      if (edits <= 2 && shorter >= 14 && digitsOf(textA) === digitsOf(textB)) return 2
      if (edits <= 4) return 5
    }
    const lengthA = localLength(a)
    const lengthB = localLength(b)
    if (lengthA < 5 || lengthB < 5) return 6
    if (!maybeSimilar(localLetters(a), lengthA, localLetters(b), lengthB, 0.9)) return 6
    return isSimilar(localPart(texts[a] as string), localPart(texts[b] as string), 0.9) ? 5 : 6
  })
}

const EMAIL: readonly FeatureLevel[] = [
  level('missing', -1, 0),
  level('same', 0, 0.75, { agrees: 1 }),
  level('mistyped', 0, 0.05, { below: [1], maxBits: 10 }),
  level('same before the @, with a number', 0, 0.02, { below: [2], maxBits: 7 }),
  level('same before the @', 0, 0.02, { below: [3], maxBits: 3 }),
  level('alike', 0, 0.03, { below: [4], maxBits: 0 }),
  level('differs', 0, 0.13, { below: [5] }),
]

function digitsOf(text: string): string {
  return text.replace(/\D/gu, '')
}
