/** Whole numbers from 0 to `below` − 1, the same row of them in every run (xorshift32, Marsaglia 2003). */
export function seededNumbers(seed: number): (below: number) => number {
  let state = seed | 0 || 1
  return (below) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return Math.floor(((state >>> 0) / 4_294_967_296) * below)
  }
}
