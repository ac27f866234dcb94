import { localPart } from './derive.ts'
import { editDistance } from './edit-distance.ts'
import { type Feature, type FeatureLevel, level, MISSING } from './feature.ts'
import { isSimilar, maybeSimilar } from './jaro-winkler.ts'
import { lettersOf, mayBeEdits } from './letters.ts'
import { pairCache } from './pair-cache.ts'
import type { RecordStore, StoredField } from './record-store.ts'

const EXACT = 1

/** Birth dates: the same, day and month exchanged, one digit wrong, two of three parts the same, only the year. */
export function birthDateFeature(store: RecordStore, field: StoredField): Feature {
  const days = field.dictionary.derived
  return oneField(store, field, 'birthDate', 0, false, BIRTH_DATE, (a, b) => {
    const dayA = days.values[a] as number
    const dayB = days.values[b] as number
    const yearA = Math.trunc(dayA / 10_000)
    const yearB = Math.trunc(dayB / 10_000)
    const monthA = Math.trunc(dayA / 100) % 100
    const monthB = Math.trunc(dayB / 100) % 100
    if (yearA === yearB && monthA === dayB % 100 && monthB === dayA % 100) return 2
    if (isOneDigit(dayA, dayB)) return 3
    const same = Number(yearA === yearB) + Number(monthA === monthB) + Number(dayA % 100 === dayB % 100)
    if (same === 2) return 4
    return yearA === yearB ? 5 : 6
  })
}

const BIRTH_DATE: readonly FeatureLevel[] = [
  level('missing', -1, 0),
  level('same', 0, 0.9, { agrees: 1 }),
  level('day and month exchanged', 0, 0.02, { below: [1], maxBits: 11 }),
  level('one digit wrong', 0, 0.03, { below: [2] }),
  level('two of three parts', 0, 0.02, { below: [3] }),
  level('same year', 0, 0.01, { below: [4] }),
  level('differs', 0, 0.02, { below: [5] }),
]

/** One digit is another, or two that stand beside each other are exchanged. */
function isOneDigit(a: number, b: number): boolean {
  let restA = a
  let restB = b
  let wrong = 0
  let first = 0
  let place = 0
  let digitsA = 0
  let digitsB = 0
  while (restA > 0 || restB > 0) {
    if (restA % 10 !== restB % 10) {
      wrong++
      if (wrong === 1) {
        first = place
        digitsA = restA % 100
        digitsB = restB % 100
      } else if (wrong > 2 || place !== first + 1) return false
    }
    restA = Math.trunc(restA / 10)
    restB = Math.trunc(restB / 10)
    place++
  }
  return (
    wrong === 1 ||
    (wrong === 2 && digitsA % 10 === Math.trunc(digitsB / 10) && digitsB % 10 === Math.trunc(digitsA / 10))
  )
}

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

/** Postcode and town together, because the one says most of the other. */
export function placeFeature(
  store: RecordStore,
  postcode: StoredField | undefined,
  city: StoredField | undefined,
): Feature {
  const fields = [postcode, city].filter((field) => field !== undefined)
  const { codes, width } = store
  const alike = fields.map(({ dictionary: { texts } }) =>
    pairCache((a, b) => Number(isAlikeText(texts[a] as string, texts[b] as string))),
  )
  const places = fields.map((field) => field.index)
  return {
    id: 'place',
    kind: 'place',
    fields: places,
    levels: PLACE,
    shared: 0.97,
    learnsShared: false,
    compare(a, b) {
      const { values } = codes
      let present = 0
      let same = 0
      let close = 0
      for (let index = 0; index < places.length; index++) {
        const codeA = values[a * width + (places[index] as number)] as number
        const codeB = values[b * width + (places[index] as number)] as number
        if (codeA === 0 || codeB === 0) continue
        present |= 1 << index
        if (codeA === codeB) same |= 1 << index
        else if (alike[index]!(codeA, codeB) === 1) close |= 1 << index
      }
      if (present === 0) return MISSING
      if (present < 3) return same !== 0 ? (present === 1 ? 6 : 7) : close !== 0 ? 8 : 9
      if (same === 3) return 1
      if (same === 1) return 2
      if (same === 2) return 3
      return close === 0 ? 5 : 4
    },
  }
}

const PLACE: readonly FeatureLevel[] = [
  level('missing', -1, 0),
  level('postcode and town', 0, 0.75, { agrees: 1 }),
  level('postcode, town differs', 0, 0.07, { agrees: 1, below: [1] }),
  level('town, postcode differs', 0, 0.07, { agrees: 2, below: [1] }),
  level('postcode or town alike', 0, 0.02, { below: [2, 3] }),
  level('differs', 0, 0.09, { below: [4] }),
  level('first of the two', 1, 0.42, { agrees: 1 }),
  level('second of the two', 1, 0.42, { agrees: 2 }),
  level('alike', 1, 0.06, { below: [6, 7] }),
  level('differs', 1, 0.1, { below: [8] }),
]

/** Jaro–Winkler similarity from which two texts are alike. */
const ALIKE = 0.92

function isAlikeText(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length)
  if (shorter < 3) return false
  const edits = shorter >= 8 ? 2 : 1
  return editDistance(a, b, edits) <= edits || isSimilar(a, b, ALIKE)
}

/** A feature of one field; answers about unequal values are not remembered, because such pairs seldom come back. */
function oneField(
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
