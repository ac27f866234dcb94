import { filedKey, type KeyReader, keyReader } from './block-keys.ts'
import type { BlockingRule } from './blocking-rule.ts'
import { radixOrder } from './radix-order.ts'
import type { RecordStore } from './record-store.ts'

/** A key that more records than this have is made longer by another field; less in a base that is large. */
const MAX_BLOCK = 64
const MAX_BLOCK_OF_LARGE = 16
const LARGE = 100_000

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

/** Files every row under every rule whose heavy keys are known. */
export function fileRows(store: RecordStore, chosen: readonly ChosenRule[]): FiledKeys {
  const rows = store.hashes.length
  const keys = new Int32Array(rows * chosen.length)
  chosen.forEach(({ rule, heavy }, index) => {
    const reader = keyReader(store, rule)
    const tooCommon = new Set(heavy)
    for (let row = 0; row < rows; row++) keys[row * chosen.length + index] = filedKey(reader, tooCommon, row)
  })
  return { rules: chosen.length, keys }
}

/**
 * Chooses the rules for a store: all that are not wide, and the wide ones that propose few pairs; and finds the keys
 * of each that are too common.
 */
export function chooseRules(
  store: RecordStore,
  rules: readonly BlockingRule[],
): { readonly chosen: readonly ChosenRule[]; readonly report: readonly BlockingReport[] } {
  const rows = store.hashes.length
  const budget = Math.min(20 * rows, 400_000 + rows / 2)
  const chosen: ChosenRule[] = []
  const report: BlockingReport[] = []
  for (const rule of rules) {
    const found = examine(store, rule, rows)
    if (rule.wide && found.pairs > budget) continue
    // A rule that proposes nothing yet may do so for records to come; only what is wide must pay its way.
    if (rule.wide && found.pairs === 0) continue
    chosen.push({ rule, heavy: found.heavy })
    report.push({ rule: rule.id, pairs: found.pairs, refined: found.heavy.length, unfiled: found.unfiled })
  }
  return { chosen, report }
}

interface Examined {
  readonly heavy: readonly number[]
  readonly pairs: number
  readonly unfiled: number
}

function examine(store: RecordStore, rule: BlockingRule, rows: number): Examined {
  const reader: KeyReader = keyReader(store, rule)
  const most = rows > LARGE ? MAX_BLOCK_OF_LARGE : MAX_BLOCK
  const heavy = new Set<number>()
  let pairs = 0
  let unfiled = 0
  let keys: Int32Array = new Int32Array(rows)
  for (let row = 0; row < rows; row++) keys[row] = reader.base(row)
  let members: Int32Array | undefined
  for (let step = 0; keys.length > 0; step++) {
    const order = radixOrder(keys)
    const again: number[] = []
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
        again.push(members === undefined ? index : (members[index] as number))
      }
    })
    const previous = keys
    const rowOf = members
    const keyOf = new Map<number, number>()
    if (again.length > 0) {
      // The key of each row that goes on, in the order in which it was found.
      for (let index = 0; index < previous.length; index++) {
        if (heavy.has(previous[index] as number)) {
          keyOf.set(rowOf === undefined ? index : (rowOf[index] as number), previous[index] as number)
        }
      }
    }
    members = Int32Array.from(again)
    keys = new Int32Array(again.length)
    for (let index = 0; index < again.length; index++) {
      const row = again[index] as number
      keys[index] = reader.refined(row, keyOf.get(row) as number, step)
    }
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
