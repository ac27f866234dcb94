import { filedKey, type KeyReader, keyReader } from './block-keys.ts'
import type { BlockingRule } from './blocking-rule.ts'
import { type IntList, intList } from './int-list.ts'
import { radixOrder } from './radix-order.ts'
import type { RecordStore } from './record-store.ts'

/** A key that more records than this have is made longer by another field; less in a base that is large. */
const MAX_BLOCK = 64
const MAX_BLOCK_OF_LARGE = 16
const LARGE = 50_000

/** A large base that has this many pairs per record to compare needs no wide rule. */
const ENOUGH_PAIRS = 6

/** A rule of the model, with the keys it makes longer. */
export interface ChosenRule {
  readonly rule: BlockingRule
  /** Keys that too many records have, ascending. */
  readonly heavy: readonly number[]
}

/** What became of the blocks that were too large; nothing is left out without being counted here. */
export interface BlockingReport {
  readonly rule: string
  /** Pairs of records that the rule proposes. */
  readonly pairs: number
  /** Keys that were made longer. */
  readonly refined: number
  /** Records that a key was given up for, because they agree in all that it could be made longer with. */
  readonly unfiled: number
}

/** The filed keys of a store: row-major, one per rule, 0 for none. */
export interface FiledKeys {
  readonly rules: number
  readonly keys: Int32Array
}

/** Files every row under every rule whose heavy keys are known; `bases` are its keys before any lengthening. */
export function fileRows(
  store: RecordStore,
  chosen: readonly ChosenRule[],
  bases?: readonly Int32Array[],
): FiledKeys {
  const rows = store.hashes.length
  const keys = new Int32Array(rows * chosen.length)
  chosen.forEach(({ rule, heavy }, index) => {
    const reader = keyReader(store, rule)
    const base = bases?.[index] ?? baseKeys(reader, rows)
    const tooCommon = new Set(heavy)
    // Most keys are common nowhere: one look at a small table says so.
    const maybe = new Uint8Array(MAYBE)
    for (const key of heavy) maybe[key & (MAYBE - 1)] = 1
    for (let row = 0; row < rows; row++) {
      const key = base[row] as number
      const isCommon = maybe[key & (MAYBE - 1)] === 1 && tooCommon.has(key)
      keys[row * chosen.length + index] = isCommon ? filedKey(reader, tooCommon, row) : key
    }
  })
  return { rules: chosen.length, keys }
}

const MAYBE = 1 << 16

function baseKeys(reader: KeyReader, rows: number): Int32Array {
  const keys = new Int32Array(rows)
  for (let row = 0; row < rows; row++) keys[row] = reader.base(row)
  return keys
}

/**
 * Chooses the rules for a store: all that are not wide, and the wide ones that propose few pairs, as long as the rest
 * of a large base proposes too few; and finds the keys of each that are too common.
 */
export function chooseRules(
  store: RecordStore,
  rules: readonly BlockingRule[],
): {
  readonly chosen: readonly ChosenRule[]
  readonly filed: FiledKeys
  readonly report: readonly BlockingReport[]
} {
  const rows = store.hashes.length
  const budget = Math.min(20 * rows, 400_000 + rows / 2)
  const chosen: ChosenRule[] = []
  const bases: Int32Array[] = []
  const report: BlockingReport[] = []
  let proposed = 0
  for (const rule of rules) {
    if (rule.wide && rows > LARGE && proposed > ENOUGH_PAIRS * rows) continue
    const reader = keyReader(store, rule)
    const base = baseKeys(reader, rows)
    const found = examine(reader, base)
    if (rule.wide && found.pairs > budget) continue
    // A rule that proposes nothing yet may do so for records to come; only what is wide must pay its way.
    if (rule.wide && found.pairs === 0) continue
    chosen.push({ rule, heavy: found.heavy })
    bases.push(base)
    proposed += found.pairs
    report.push({ rule: rule.id, pairs: found.pairs, refined: found.heavy.length, unfiled: found.unfiled })
  }
  return { chosen, filed: fileRows(store, chosen, bases), report }
}

interface Examined {
  readonly heavy: readonly number[]
  readonly pairs: number
  readonly unfiled: number
}

function examine(reader: KeyReader, base: Int32Array): Examined {
  const most = base.length > LARGE ? MAX_BLOCK_OF_LARGE : MAX_BLOCK
  const heavy = new Set<number>()
  let pairs = 0
  let unfiled = 0
  let keys = base
  let members: IntList | undefined
  for (let step = 0; keys.length > 0; step++) {
    const order = radixOrder(keys)
    const again = intList()
    const longer = intList()
    eachRun(keys, order, (key, from, to) => {
      const size = to - from
      if (key === 0) return
      if (size <= most) {
        pairs += (size * (size - 1)) / 2
        return
      }
      heavy.add(key)
      if (step === reader.steps) {
        unfiled += size
        return
      }
      for (let place = from; place < to; place++) {
        const index = order[place] as number
        const row = members === undefined ? index : (members.values[index] as number)
        again.push(row)
        longer.push(reader.refined(row, key, step))
      }
    })
    members = again
    keys = longer.values.subarray(0, longer.length)
  }
  return { heavy: [...heavy].sort((a, b) => a - b), pairs, unfiled }
}

/** Calls back for every run of equal keys. */
export function eachRun(
  keys: Int32Array,
  order: Int32Array,
  visit: (key: number, from: number, to: number) => void,
): void {
  for (let from = 0; from < order.length; ) {
    const key = keys[order[from] as number] as number
    let to = from + 1
    while (to < order.length && keys[order[to] as number] === key) to++
    visit(key, from, to)
    from = to
  }
}
