import type { ColumnPlan, MatchField } from './columns.ts'
import { deriveOf } from './derive.ts'
import { type Dictionary, dictionary } from './dictionary.ts'
import { type IntList, intList } from './int-list.ts'
import { combineHashes } from './text-hash.ts'

/** One field of the descriptions, with the dictionary of its values. */
export interface StoredField extends MatchField {
  /** Place of the field in a row. */
  readonly index: number
  readonly dictionary: Dictionary
}

/**
 * The distinct descriptions of people that the records give: records that agree in every compared value share one
 * row, so that a million copies of a record cost what one does.
 *
 * A row has one number per field, and its pin: 0, or a number that keeps a record apart because a link names it.
 */
export interface RecordStore {
  readonly plan: ColumnPlan
  readonly fields: readonly StoredField[]
  /** Numbers in a row: one per field, and the pin. */
  readonly width: number
  /** All rows, one after the other. */
  readonly codes: IntList
  /** Hash of each row's content: the same in every run and for every order of the records. */
  readonly hashes: IntList
  /** The row of a description, which is added if it is new. */
  readonly add: (row: Int32Array) => number
}

/** Makes an empty {@link RecordStore}; with the fields of another, it shares their dictionaries. */
export function recordStore(
  plan: ColumnPlan,
  fields: readonly StoredField[] = plan.fields.map(
    (field, index): StoredField => ({ ...field, index, dictionary: dictionary(deriveOf(field.kind)) }),
  ),
): RecordStore {
  const width = fields.length + 1
  const hashes = intList()
  const codes = intList(width * 1024)
  let slots = new Int32Array(4096).fill(-1)

  const isRow = (at: number, row: Int32Array): boolean => {
    const from = at * width
    for (let place = 0; place < width; place++) {
      if (codes.values[from + place] !== row[place]) return false
    }
    return true
  }
  const insert = (hash: number, at: number): void => {
    const mask = slots.length - 1
    let slot = hash & mask
    while (slots[slot] !== -1) slot = (slot + 1) & mask
    slots[slot] = at
  }
  return {
    plan,
    fields,
    width,
    codes,
    hashes,
    add(row) {
      let hash = row[width - 1] as number
      for (let field = 0; field < fields.length; field++) {
        hash = combineHashes(hash, fields[field]!.dictionary.hashes.values[row[field] as number] as number)
      }
      const mask = slots.length - 1
      for (let slot = hash & mask; slots[slot] !== -1; slot = (slot + 1) & mask) {
        const at = slots[slot] as number
        if (hashes.values[at] === hash && isRow(at, row)) return at
      }
      const at = hashes.length
      hashes.push(hash)
      for (let place = 0; place < width; place++) codes.push(row[place] as number)
      if (hashes.length * 2 >= slots.length) {
        slots = new Int32Array(slots.length * 2).fill(-1)
        for (let each = 0; each < at; each++) insert(hashes.values[each] as number, each)
      }
      insert(hash, at)
      return at
    },
  }
}
