import {
  CLOSE,
  COMPATIBLE,
  compareFirstNames,
  compareLastNames,
  DIFFERS,
  EXACT,
  isSlip,
} from './compare-names.ts'
import { type Feature, type FeatureLevel, level, MISSING } from './feature.ts'
import { pairCache } from './pair-cache.ts'
import type { RecordStore, StoredField } from './record-store.ts'
import type { ValueFrequency } from './value-frequency.ts'

const FIRST = 1
const LAST = 2

/** Numbers of the levels of a name. */
export const NAME = {
  both: 1,
  firstClose: 2,
  lastClose: 3,
  bothClose: 4,
  initial: 5,
  swapped: 6,
  lastOnly: 7,
  lastCloseOnly: 8,
  firstOnly: 9,
  neither: 10,
  aloneLast: 11,
  aloneLastClose: 12,
  aloneLastDiffers: 13,
  aloneFirst: 14,
  aloneFirstClose: 15,
  aloneFirstDiffers: 16,
} as const

const LEVELS: readonly FeatureLevel[] = [
  level('missing', -1, 0),
  level('first and last name', 0, 0.7, { agrees: FIRST | LAST }),
  level('last name, first name close', 0, 0.08, { agrees: LAST, below: [NAME.both] }),
  level('first name, last name close', 0, 0.08, { agrees: FIRST, below: [NAME.both] }),
  level('both names close', 0, 0.015, { below: [NAME.firstClose, NAME.lastClose] }),
  level('last name, initial or part of the first', 0, 0.03, { agrees: LAST, below: [NAME.firstClose] }),
  level('first and last name swapped', 0, 0.01, { below: [NAME.both], maxBits: 18 }),
  level('last name only, first name differs', 0, 0.025, { agrees: LAST, below: [NAME.initial] }),
  level('last name close, first name differs', 0, 0.01, { below: [NAME.lastOnly, NAME.bothClose] }),
  level('first name only, last name differs', 0, 0.04, { agrees: FIRST, below: [NAME.lastClose] }),
  level('neither name', 0, 0.01, { below: [NAME.lastCloseOnly, NAME.firstOnly] }),
  level('last name, no first name', 1, 0.84, { agrees: LAST }),
  level('last name close, no first name', 1, 0.1, { below: [NAME.aloneLast] }),
  level('last name differs, no first name', 1, 0.06, { below: [NAME.aloneLastClose] }),
  level('first name, no last name', 2, 0.86, { agrees: FIRST }),
  level('first name close, no last name', 2, 0.1, { below: [NAME.aloneFirst] }),
  level('first name differs, no last name', 2, 0.04, { below: [NAME.aloneFirstClose] }),
]

/** Compares two values of one name field: {@link EXACT}, {@link CLOSE}, {@link COMPATIBLE}, {@link DIFFERS}. */
export type NamePart = (a: number, b: number) => number

/** The comparison of the values of a first or last name field; both are there. */
export function namePart(field: StoredField, frequency: ValueFrequency): NamePart {
  const { texts } = field.dictionary
  const compare = field.kind === 'firstName' ? compareFirstNames : compareLastNames
  const cached = pairCache((a, b) =>
    compare(texts[a] as string, texts[b] as string, isVariant(frequency, a, b)),
  )
  return (a, b) => (a === b ? EXACT : cached(a, b))
}

/** A slip is rare beside the name it stands for: two names that many people have are two names. */
function isVariant(frequency: ValueFrequency, a: number, b: number): boolean {
  const countA = frequency.of(a)
  const countB = frequency.of(b)
  const low = Math.min(countA, countB)
  const high = Math.max(countA, countB)
  return low <= 3 || low * 10 <= high
}

/**
 * One comparison over first and last name together, because they are not independent: a household shares the last,
 * a slip of the form swaps the two.
 */
export function nameFeature(
  store: RecordStore,
  first: StoredField | undefined,
  last: StoredField | undefined,
  frequencyOf: (field: StoredField) => ValueFrequency,
): Feature {
  const compareFirst = first === undefined ? undefined : namePart(first, frequencyOf(first))
  const compareLast = last === undefined ? undefined : namePart(last, frequencyOf(last))
  const areSwapped = first === undefined || last === undefined ? undefined : swapTest(first, last)
  const { codes, width } = store
  const firstAt = first?.index ?? 0
  const lastAt = last?.index ?? 0
  return {
    id: 'name',
    kind: 'name',
    fields: [first, last].flatMap((field) => (field === undefined ? [] : [field.index])),
    levels: LEVELS,
    shared: 0,
    learnsShared: false,
    compare(a, b) {
      const { values } = codes
      const firstA = compareFirst === undefined ? 0 : (values[a * width + firstAt] as number)
      const firstB = compareFirst === undefined ? 0 : (values[b * width + firstAt] as number)
      const lastA = compareLast === undefined ? 0 : (values[a * width + lastAt] as number)
      const lastB = compareLast === undefined ? 0 : (values[b * width + lastAt] as number)
      const hasFirst = firstA !== 0 && firstB !== 0
      if (lastA === 0 || lastB === 0) {
        return hasFirst ? firstLevel(compareFirst!(firstA, firstB)) : MISSING
      }
      const lastPart = compareLast!(lastA, lastB)
      if (!hasFirst) return lastLevel(lastPart)
      const firstPart = compareFirst!(firstA, firstB)
      if (lastPart === EXACT) {
        if (firstPart === EXACT) return NAME.both
        if (firstPart === CLOSE) return NAME.firstClose
        return firstPart === COMPATIBLE ? NAME.initial : NAME.lastOnly
      }
      if (lastPart === DIFFERS && firstPart === DIFFERS) {
        return areSwapped!(firstA, lastA, firstB, lastB) ? NAME.swapped : NAME.neither
      }
      if (lastPart === DIFFERS) return firstPart === EXACT ? NAME.firstOnly : NAME.neither
      if (firstPart === EXACT) return NAME.lastClose
      return firstPart === DIFFERS ? NAME.lastCloseOnly : NAME.bothClose
    },
  }
}

function firstLevel(part: number): number {
  if (part === EXACT) return NAME.aloneFirst
  return part === DIFFERS ? NAME.aloneFirstDiffers : NAME.aloneFirstClose
}

function lastLevel(part: number): number {
  if (part === EXACT) return NAME.aloneLast
  return part === DIFFERS ? NAME.aloneLastDiffers : NAME.aloneLastClose
}

type SwapTest = (firstA: number, lastA: number, firstB: number, lastB: number) => boolean

/** Is each one's first name the other's last name, one of the two at least to the letter? */
function swapTest(first: StoredField, last: StoredField): SwapTest {
  const firsts = first.dictionary
  const lasts = last.dictionary
  return (firstA, lastA, firstB, lastB) => {
    const one = firsts.hashes.values[firstA] === lasts.hashes.values[lastB]
    const other = firsts.hashes.values[firstB] === lasts.hashes.values[lastA]
    if (one && other) return true
    if (!one && !other) return false
    return one
      ? isSlip(firsts.texts[firstB] as string, lasts.texts[lastA] as string)
      : isSlip(firsts.texts[firstA] as string, lasts.texts[lastB] as string)
  }
}
