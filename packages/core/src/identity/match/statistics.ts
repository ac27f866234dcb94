import type { FieldKind } from './columns.ts'
import { isIdentifying, peopleOf } from './generic-values.ts'
import type { RecordStore, StoredField } from './record-store.ts'

/** A value seen this often or less is not told apart from others as rare. */
const RARE = 2

/** How often the values of one field occur, frozen; values are held as hashes. */
export interface FieldStatistics {
  /** Sum of the counts of all values. */
  readonly total: number
  /** Chance that two random values agree. */
  readonly agreement: number
  /** Mean count of the values that are not listed. */
  readonly rare: number
  /** Hashes of the values that are frequent enough to matter, ascending. */
  readonly hashes: readonly number[]
  /** Count of each. */
  readonly counts: readonly number[]
  /** Hashes of the values that identify nobody, ascending. */
  readonly generic: readonly number[]
}

/** Counts the values of a field. An identifier is counted by the people it is seen with, other values by rows. */
export function fieldStatistics(
  store: RecordStore,
  field: StoredField,
  generic: readonly number[],
): FieldStatistics {
  const isCountedByPeople = isIdentifying(field) && field.kind !== 'birthDate'
  const counts = isCountedByPeople ? peopleOf(store, field) : rowsOf(store, field)
  const { hashes } = field.dictionary
  const frequent: { readonly hash: number; readonly count: number }[] = []
  let total = 0
  let squares = 0
  let rareTotal = 0
  let rareValues = 0
  for (let code = 1; code < counts.length; code++) {
    const count = counts[code] as number
    total += count
    squares += count * count
    if (count > 0 && count <= RARE) {
      rareTotal += count
      rareValues++
    } else if (count > RARE) frequent.push({ hash: hashes.values[code] as number, count })
  }
  frequent.sort((a, b) => a.hash - b.hash)
  return {
    total,
    agreement: agreementOf(field, total, squares, isCountedByPeople),
    rare: rareValues === 0 ? 1 : rareTotal / rareValues,
    hashes: frequent.map(({ hash }) => hash),
    counts: frequent.map(({ count }) => count),
    generic,
  }
}

/** The agreement to expect of two people before a base has shown its own, by kind of field. */
const USUAL_AGREEMENT: { readonly [kind in FieldKind]: number } = {
  firstName: 0.005,
  lastName: 0.001,
  birthDate: 0.0001,
  email: 0.00001,
  phone: 0.00001,
  street: 0.001,
  houseNumber: 0.01,
  postcode: 0.005,
  city: 0.01,
  identifier: 0.00001,
  text: 0.2,
}

/** Pairs, and values of an identifier, that the usual agreement is worth: a large base speaks for itself. */
const USUAL_PAIRS = 2000
const USUAL_VALUES = 100

/**
 * Chance that the values of two people agree. An identifier is taken to be drawn at random from those that were
 * seen, which is more than chance and is corrected when training knows what agrees without being one person.
 */
function agreementOf(field: StoredField, total: number, squares: number, isCountedByPeople: boolean): number {
  const usual = USUAL_AGREEMENT[field.kind]
  const seen = isCountedByPeople
    ? (squares / Math.max(1, total) + usual * USUAL_VALUES) / (total + USUAL_VALUES)
    : (squares - total + usual * USUAL_PAIRS) / (total * Math.max(0, total - 1) + USUAL_PAIRS)
  return Math.min(1, Math.max(1e-9, seen))
}

function rowsOf(store: RecordStore, field: StoredField): Int32Array {
  const counts = new Int32Array(field.dictionary.hashes.length)
  const rows = store.hashes.length
  const { values } = store.codes
  for (let row = 0; row < rows; row++) {
    const code = values[row * store.width + field.index] as number
    if (code !== 0) counts[code] = (counts[code] as number) + 1
  }
  return counts
}
