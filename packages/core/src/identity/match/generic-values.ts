import { compareText } from '../compare-text.ts'
import type { RecordStore, StoredField } from './record-store.ts'

/** More people than this behind one e-mail address or number, by their last names, and it is nobody's. */
const MAX_PEOPLE = 6

/** A date of birth this many times as frequent as the others is a default of some form. */
const SPIKE = 12

/** Values of a field that identify nobody, found in the data. */
export interface GenericValues {
  /** Hashes of the values, ascending. */
  readonly hashes: readonly number[]
  /** The values, most frequent first, with how many descriptions hold each. */
  readonly values: readonly { readonly value: string; readonly count: number }[]
}

/**
 * Finds the values that stand for nobody: an identifier, e-mail address or number behind more than six distinct
 * last names (by sound, so that slips do not count), a birth date that is far more frequent than others and has as many.
 */
export function findGenericValues(store: RecordStore, field: StoredField): GenericValues {
  if (!isIdentifying(field)) return { hashes: [], values: [] }
  const people = peopleOf(store, field)
  const found: { readonly hash: number; readonly value: string; readonly count: number }[] = []
  const rows = store.hashes.length
  const { length } = field.dictionary.hashes
  const counts = new Int32Array(length)
  for (let row = 0; row < rows; row++)
    counts[store.codes.values[row * store.width + field.index] as number]!++
  let distinct = 0
  let total = 0
  for (let code = 1; code < length; code++) {
    if (counts[code] === 0) continue
    distinct++
    total += counts[code] as number
  }
  const spike = (SPIKE * total) / Math.max(1, distinct)
  for (let code = 1; code < length; code++) {
    const count = counts[code] as number
    if ((people[code] as number) <= MAX_PEOPLE) continue
    if (field.kind === 'birthDate' && count <= spike) continue
    found.push({
      hash: field.dictionary.hashes.values[code] as number,
      value: field.dictionary.texts[code] as string,
      count,
    })
  }
  return {
    hashes: found.map(({ hash }) => hash).sort((a, b) => a - b),
    values: found
      .sort((a, b) => b.count - a.count || compareText(a.value, b.value))
      .map(({ value, count }) => ({ value, count })),
  }
}

/** Is a value of this field meant to be one person's, or at most a household's? */
export function isIdentifying(field: StoredField): boolean {
  return (
    field.kind === 'email' ||
    field.kind === 'phone' ||
    field.kind === 'identifier' ||
    field.kind === 'birthDate'
  )
}

/**
 * How many people each value of a field is seen with: distinct last names by sound; first names where there is no
 * last name; else the descriptions.
 */
export function peopleOf(store: RecordStore, field: StoredField): Int32Array {
  const name =
    store.fields.find((each) => each.kind === 'lastName') ??
    store.fields.find((each) => each.kind === 'firstName')
  const { length } = field.dictionary.hashes
  const people = new Int32Array(length)
  const only = new Int32Array(length)
  const seen = new Map<number, Set<number>>()
  const rows = store.hashes.length
  for (let row = 0; row < rows; row++) {
    const code = store.codes.values[row * store.width + field.index] as number
    if (code === 0) continue
    if (name === undefined) {
      people[code]!++
      continue
    }
    const sound = name.dictionary.derived.values[
      store.codes.values[row * store.width + name.index] as number
    ] as number
    if (sound === 0) continue
    // Most values are seen with one name: a set is made for the second.
    if (people[code] === 0) {
      people[code] = 1
      only[code] = sound
      continue
    }
    if (people[code] === 1 && only[code] === sound) continue
    let sounds = seen.get(code)
    if (sounds === undefined) {
      sounds = new Set([only[code] as number])
      seen.set(code, sounds)
    }
    sounds.add(sound)
    people[code] = sounds.size
  }
  return people
}
