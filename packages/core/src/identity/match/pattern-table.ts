import { type IntList, intList } from './int-list.ts'

/** Bits per level, and levels per number: 6 levels of 5 bits. */
const LEVEL_BITS = 5
const PER_WORD = 6

/** Numbers that one pattern takes: the levels of up to 24 features, and the mask of rules. */
const WORDS = 4
const STRIDE = WORDS + 1

/**
 * How often each combination of levels and blocking rules comes about. Training works on it, so that its time does
 * not depend on the number of pairs.
 */
export interface PatternTable {
  /** Number of distinct patterns. */
  readonly size: () => number
  /** Adds `count` pairs with these levels, proposed by the rules of the mask; tells the number of the pattern. */
  add(levels: Uint8Array, mask: number, count: number): number
  levelOf(pattern: number, feature: number): number
  maskOf(pattern: number): number
  countOf(pattern: number): number
  /** Pattern numbers in an order that depends on the patterns alone. */
  order(): Int32Array
}

/** Makes an empty {@link PatternTable} for so many features. */
export function patternTable(features: number): PatternTable {
  const words: IntList = intList(STRIDE * 1024)
  let counts = new Float64Array(1024)
  let slots = new Int32Array(4096).fill(-1)
  const key = new Int32Array(STRIDE)
  let size = 0

  const hashAt = (values: Int32Array, from: number): number => {
    let hash = 0
    for (let word = 0; word < STRIDE; word++)
      hash = Math.imul(hash ^ (values[from + word] as number), 0x9e3779b1) + word
    return hash ^ (hash >>> 15)
  }
  const isSame = (pattern: number): boolean => {
    for (let word = 0; word < STRIDE; word++) {
      if (words.values[pattern * STRIDE + word] !== key[word]) return false
    }
    return true
  }
  return {
    size: () => size,
    add(levels, mask, count) {
      for (let word = 0, feature = 0; word < WORDS; word++) {
        const end = Math.min(features, feature + PER_WORD)
        let packed = 0
        for (; feature < end; feature++) packed = (packed << LEVEL_BITS) | (levels[feature] as number)
        key[word] = packed
      }
      key[WORDS] = mask
      let slot = hashAt(key, 0) & (slots.length - 1)
      for (; slots[slot] !== -1; slot = (slot + 1) & (slots.length - 1)) {
        const pattern = slots[slot] as number
        if (!isSame(pattern)) continue
        counts[pattern] = (counts[pattern] as number) + count
        return pattern
      }
      if (size === counts.length) {
        const grown = new Float64Array(size * 2)
        grown.set(counts)
        counts = grown
      }
      counts[size] = count
      for (let word = 0; word < STRIDE; word++) words.push(key[word] as number)
      slots[slot] = size++
      if (size * 2 > slots.length) {
        slots = new Int32Array(slots.length * 2).fill(-1)
        for (let pattern = 0; pattern < size; pattern++) {
          let free = hashAt(words.values, pattern * STRIDE) & (slots.length - 1)
          while (slots[free] !== -1) free = (free + 1) & (slots.length - 1)
          slots[free] = pattern
        }
      }
      return size - 1
    },
    levelOf(pattern, feature) {
      const word = Math.trunc(feature / PER_WORD)
      const inWord = Math.min(PER_WORD, features - word * PER_WORD)
      const shift = (inWord - 1 - (feature % PER_WORD)) * LEVEL_BITS
      return ((words.values[pattern * STRIDE + word] as number) >>> shift) & 31
    },
    maskOf: (pattern) => words.values[pattern * STRIDE + WORDS] as number,
    countOf: (pattern) => counts[pattern] as number,
    order() {
      const order = Int32Array.from({ length: size }, (_, pattern) => pattern)
      const { values } = words
      return order.sort((a, b) => {
        for (let word = 0; word < STRIDE; word++) {
          const difference = (values[a * STRIDE + word] as number) - (values[b * STRIDE + word] as number)
          if (difference !== 0) return difference
        }
        return 0
      })
    },
  }
}
