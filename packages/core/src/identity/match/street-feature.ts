import { ALIKE, isAlikeText } from './alike-text.ts'
import { type Feature, type FeatureLevel, level } from './feature.ts'
import { maybeSimilar } from './jaro-winkler.ts'
import { lettersOf, mayBeEdits } from './letters.ts'
import { oneField } from './one-field-feature.ts'
import type { RecordStore, StoredField } from './record-store.ts'

/** Street lines: the same, the same number in a street that is spelt alike, the same street, none of it. */
export function streetFeature(store: RecordStore, field: StoredField): Feature {
  const { texts, derived, column } = field.dictionary
  const start = column((text) => text.length - withoutNumber(text).length)
  const letters = column((text) => lettersOf(withoutNumber(text)))
  const compare = (a: number, b: number): number => {
    const lettersA = letters(a)
    const lettersB = letters(b)
    const textA = texts[a] as string
    const textB = texts[b] as string
    const lengthA = textA.length - start(a)
    const lengthB = textB.length - start(b)
    if (!mayBeEdits(lettersA, lettersB, 2) && !maybeSimilar(lettersA, lengthA, lettersB, lengthB, ALIKE)) {
      return 4
    }
    const streetA = textA.slice(start(a))
    const streetB = textB.slice(start(b))
    if (streetA !== streetB && !isAlikeText(streetA, streetB)) return 4
    return derived.values[a] === derived.values[b] ? 2 : 3
  }
  return oneField(store, field, 'street', 0.95, false, STREET, compare)
}

/** A street line without its house number. */
function withoutNumber(street: string): string {
  return street.replace(/^[\d ]+(?:BIS |TER |QUATER )?/u, '')
}

const STREET: readonly FeatureLevel[] = [
  level('missing', -1, 0),
  level('same', 0, 0.7, { agrees: 1 }),
  level('same number, street alike', 0, 0.1, { below: [1] }),
  level('street alike, number differs', 0, 0.04, { below: [2] }),
  level('differs', 0, 0.16, { below: [3] }),
]
