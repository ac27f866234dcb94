import type { SeededRandom } from '../seeded-random.ts'

/** Draws one of a fixed set of values, each in proportion to its weight. */
export type WeightedPicker<Value> = (random: SeededRandom) => Value

/**
 * Prepares weighted draws in constant time with the alias method of Walker (1977) as arranged by Vose
 * ("A linear algorithm for generating random numbers with a given distribution", 1991).
 *
 * @example
 * const side = weightedPicker([['left', 1], ['right', 3]])
 * side(seededRandom(7))
 */
export function weightedPicker<Value>(entries: readonly (readonly [Value, number])[]): WeightedPicker<Value> {
  const size = entries.length
  const total = entries.reduce((sum, [, weight]) => sum + weight, 0)
  const scaled = entries.map(([, weight]) => (weight * size) / total)
  const threshold = new Float64Array(size).fill(1)
  const alias = Int32Array.from({ length: size }, (_, index) => index)
  const small: number[] = []
  const large: number[] = []
  for (let i = 0; i < size; i++) (scaled[i]! < 1 ? small : large).push(i)
  while (small.length > 0 && large.length > 0) {
    const less = small.pop()!
    const more = large[large.length - 1]!
    threshold[less] = scaled[less]!
    alias[less] = more
    scaled[more] = scaled[more]! - (1 - scaled[less]!)
    if (scaled[more]! < 1) small.push(large.pop()!)
  }
  const values = entries.map(([value]) => value)
  return (random) => {
    const column = random.integer(size)
    return values[random.next() < threshold[column]! ? column : alias[column]!]!
  }
}
