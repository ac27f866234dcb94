/**
 * Remembers small answers about pairs of values, because the same two values meet again and again. It forgets by
 * overwriting: memory is fixed. The pair's order does not matter.
 */
export function pairCache(compute: (a: number, b: number) => number): (a: number, b: number) => number {
  const bits = 18
  const mask = (1 << bits) - 1
  const lows = new Int32Array(1 << bits)
  const highs = new Int32Array(1 << bits)
  const answers = new Uint8Array(1 << bits)
  return (a, b) => {
    const low = a < b ? a : b
    const high = a < b ? b : a
    const slot = (Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b) ^ (high >>> 7)) & mask
    if (lows[slot] === low && highs[slot] === high) return answers[slot] as number
    const answer = compute(low, high)
    lows[slot] = low
    highs[slot] = high
    answers[slot] = answer
    return answer
  }
}
