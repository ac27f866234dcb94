import { filedKey, keyReader } from './block-keys.ts'
import type { ChosenRule } from './blocking.ts'
import type { RecordStore } from './record-store.ts'

/** Rows by their blocking keys, kept up to date one row at a time. */
export interface BlockIndex {
  /** Files a row; calls back once for every other row that shares a key with it. */
  add(row: number, visit: (other: number) => void): void
  remove(row: number): void
  /** Rows under all keys. */
  readonly size: () => number
}

/** Makes an empty {@link BlockIndex} for the rules of a model. */
export function blockIndex(store: RecordStore, chosen: readonly ChosenRule[]): BlockIndex {
  const rules = chosen.map(({ rule, heavy }) => ({
    reader: keyReader(store, rule),
    heavy: new Set(heavy),
    blocks: new Map<number, number[]>(),
  }))
  let filed = 0
  let visits = 0
  let visitedAt = new Int32Array(1024)
  return {
    size: () => filed,
    add(row, visit) {
      visits++
      if (store.hashes.length > visitedAt.length) {
        const grown = new Int32Array(store.hashes.length * 2)
        grown.set(visitedAt)
        visitedAt = grown
      }
      visitedAt[row] = visits
      for (const { reader, heavy, blocks } of rules) {
        const key = filedKey(reader, heavy, row)
        if (key === 0) continue
        filed++
        const block = blocks.get(key)
        if (block === undefined) {
          blocks.set(key, [row])
          continue
        }
        for (const other of block) {
          if (visitedAt[other] === visits) continue
          visitedAt[other] = visits
          visit(other)
        }
        block.push(row)
      }
    },
    remove(row) {
      for (const { reader, heavy, blocks } of rules) {
        const key = filedKey(reader, heavy, row)
        const block = blocks.get(key)
        if (block === undefined) continue
        filed--
        if (block.length === 1) {
          blocks.delete(key)
          continue
        }
        const last = block.pop() as number
        const place = block.indexOf(row)
        if (place >= 0) block[place] = last
      }
    },
  }
}
