import { isIdentifying, peopleOf } from './generic-values.ts'
import type { RecordStore, StoredField } from './record-store.ts'
import { RARE } from './value-frequency.ts'

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
  const counts =
    isIdentifying(field) && field.kind !== 'birthDate' ? peopleOf(store, field) : rowsOf(store, field)
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
    agreement: total === 0 ? 0.5 : squares / (total * total),
    rare: rareValues === 0 ? 1 : rareTotal / rareValues,
    hashes: frequent.map(({ hash }) => hash),
    counts: frequent.map(({ count }) => count),
    generic,
  }
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
