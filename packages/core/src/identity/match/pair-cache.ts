const FIRST_BITS = 8
const MOST_BITS = 18

/** Answers are below 16, and stand above the 28 bits of the second value. */
const SHIFT = 28
const VALUE = (1 << SHIFT) - 1

/**
 * Remembers small answers about pairs of values, because the same two values meet again and again. It grows with use
 * up to a fixed size, then forgets by overwriting. The pair's order does not matter; answers are from 0 to 15.
 */
export function pairCache(compute: (a: number, b: number) => number): (a: number, b: number) => number {
  let bits = FIRST_BITS
  // The two values side by side, so that looking one up touches one place in memory.
  let cells = new Int32Array(2 << bits)
  let misses = 0
  return (a, b) => {
    const low = Math.min(a, b)
    const high = Math.max(a, b)
    const mixed = Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b) ^ (high >>> 7)
    const cell = ((mixed ^ (mixed >>> 15)) & ((1 << bits) - 1)) << 1
    const held = cells[cell + 1] as number
    if (cells[cell] === low && (held & VALUE) === high) return held >>> SHIFT
    const answer = compute(low, high)
    cells[cell] = low
    cells[cell + 1] = high | (answer << SHIFT)
    if (++misses > 1 << bits && bits < MOST_BITS) {
      bits += 2
      misses = 0
      cells = new Int32Array(2 << bits)
    }
    return answer
  }
}
