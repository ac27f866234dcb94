const FIRST_BITS = 8
const MOST_BITS = 18

/**
 * Remembers small answers about pairs of values, because the same two values meet again and again. It grows with use
 * up to a fixed size, then forgets by overwriting. The pair's order does not matter.
 */
export function pairCache(compute: (a: number, b: number) => number): (a: number, b: number) => number {
  let bits = FIRST_BITS
  let lows = new Int32Array(1 << bits)
  let highs = new Int32Array(1 << bits)
  let answers = new Uint8Array(1 << bits)
  let misses = 0
  return (a, b) => {
    const low = Math.min(a, b)
    const high = Math.max(a, b)
    const mixed = Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b) ^ (high >>> 7)
    const slot = (mixed ^ (mixed >>> 15)) & ((1 << bits) - 1)
    if (lows[slot] === low && highs[slot] === high) return answers[slot] as number
    const answer = compute(low, high)
    lows[slot] = low
    highs[slot] = high
    answers[slot] = answer
    if (++misses > 1 << bits && bits < MOST_BITS) {
      bits += 2
      misses = 0
      lows = new Int32Array(1 << bits)
      highs = new Int32Array(1 << bits)
      answers = new Uint8Array(1 << bits)
    }
    return answer
  }
}
