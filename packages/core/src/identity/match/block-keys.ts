import { type BlockingRule, keyPartReader } from './blocking-rule.ts'
import type { RecordStore } from './record-store.ts'
import { combineHashes } from './text-hash.ts'

/** Reads the key that a row has under a rule; 0 where a part of it is missing. */
export interface KeyReader {
  /** The key before any lengthening. */
  base(row: number): number
  /** A key with the rule's next refinement; 0 where the row has no value for it. */
  refined(row: number, key: number, step: number): number
  /** Number of refinements. */
  readonly steps: number
}

/** Prepares the reading of a rule's keys. */
export function keyReader(store: RecordStore, rule: BlockingRule): KeyReader {
  const { codes, width } = store
  const read = ({ field, part }: BlockingRule['parts'][number]): ((row: number) => number) => {
    const partOf = keyPartReader(store.fields[field]!, part)
    return (row) => {
      const code = codes.values[row * width + field] as number
      return code === 0 ? 0 : partOf(code)
    }
  }
  const parts = rule.parts.map(read)
  const refinements = rule.refine.map(read)
  return {
    steps: refinements.length,
    base(row) {
      const one = parts[0]!(row)
      if (one === 0) return 0
      if (parts.length === 1) return one
      const other = parts[1]!(row)
      if (other === 0) return 0
      return rule.unordered && other < one ? combineHashes(other, one) : combineHashes(one, other)
    },
    refined(row, key, step) {
      const more = refinements[step]!(row)
      return more === 0 ? 0 : combineHashes(key, more)
    },
  }
}

/** The key under which a row is filed, given the keys that are too common; 0 where it is filed under none. */
export function filedKey(reader: KeyReader, heavy: ReadonlySet<number>, row: number): number {
  let key = reader.base(row)
  for (let step = 0; key !== 0 && heavy.has(key); step++) {
    if (step === reader.steps) return 0
    key = reader.refined(row, key, step)
  }
  return key
}
