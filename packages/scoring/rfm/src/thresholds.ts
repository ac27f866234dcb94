/**
 * The cuts of a sorted sample into levels of equal size: quantiles 1/k … (k−1)/k by linear interpolation
 * between order statistics (Hyndman and Fan 1996, type 7, the default of R and NumPy). A cut is the highest
 * value of its level, so equal values always fall on the same side.
 */
export function quantileCuts(sorted: Float64Array, levels: number): readonly number[] {
  const cuts: number[] = []
  for (let level = 1; level < levels; level++) {
    const position = ((sorted.length - 1) * level) / levels
    const below = Math.floor(position)
    const low = sorted[below] ?? Number.NaN
    const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? Number.NaN
    cuts.push(low + (position - below) * (high - low))
  }
  return cuts
}

/** How many cuts lie strictly below a value: 0 for the lowest level. */
export function cutsBelow(cuts: readonly number[], value: number): number {
  let count = 0
  while (count < cuts.length && (cuts[count] as number) < value) count++
  return count
}
