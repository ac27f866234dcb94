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
  /** The row of a description that is there already. */
  readonly find: (row: Int32Array) => number | undefined
  /** Forgets a row: its place is used again, and nothing of it is kept. */
  readonly remove: (at: number) => void
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
  let used = 0

  const isRow = (at: number, row: Int32Array): boolean => {
    const from = at * width
    for (let place = 0; place < width; place++) {
      if (codes.values[from + place] !== row[place]) return false
    }
    return true
  }
  const free: number[] = []
  const insert = (hash: number, at: number): void => {
    const mask = slots.length - 1
    let slot = hash & mask
    while ((slots[slot] as number) >= 0) slot = (slot + 1) & mask
    if (slots[slot] === EMPTY) used++
    slots[slot] = at
  }
  const grow = (): void => {
    slots = new Int32Array(slots.length * 2).fill(EMPTY)
    used = 0
    const gone = new Set(free)
    for (let at = 0; at < hashes.length; at++) if (!gone.has(at)) insert(hashes.values[at] as number, at)
  }
  const hashOf = (row: Int32Array): number => {
    let hash = row[width - 1] as number
    for (let field = 0; field < fields.length; field++) {
      hash = combineHashes(hash, fields[field]!.dictionary.hashes.values[row[field] as number] as number)
    }
    return hash
  }
  /** The slot that holds a row like this one. */
  const slotOf = (hash: number, row: Int32Array): number | undefined => {
    const mask = slots.length - 1
    for (let slot = hash & mask; slots[slot] !== EMPTY; slot = (slot + 1) & mask) {
      const at = slots[slot] as number
      if (at >= 0 && hashes.values[at] === hash && isRow(at, row)) return slot
    }
    return undefined
  }
  return {
    plan,
    fields,
    width,
    codes,
    hashes,
    find(row) {
      const slot = slotOf(hashOf(row), row)
      return slot === undefined ? undefined : slots[slot]
    },
    add(row) {
      const hash = hashOf(row)
      const slot = slotOf(hash, row)
      if (slot !== undefined) return slots[slot] as number
      if (used * 2 >= slots.length) grow()
      const place = free.pop()
      if (place !== undefined) {
        hashes.values[place] = hash
        codes.values.set(row, place * width)
        insert(hash, place)
        return place
      }
      const at = hashes.length
      insert(hash, at)
      hashes.push(hash)
      for (let column = 0; column < width; column++) codes.push(row[column] as number)
      return at
    },
    remove(at) {
      const row = codes.values.slice(at * width, (at + 1) * width)
      const slot = slotOf(hashes.values[at] as number, row)
      if (slot === undefined) return
      slots[slot] = REMOVED
      codes.values.fill(0, at * width, (at + 1) * width)
      hashes.values[at] = 0
      free.push(at)
    },
  }
}

const EMPTY = -1
const REMOVED = -2
