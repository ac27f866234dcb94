/** Weights are sorted into bins of this many bits. */
const BIN = 0.125
const LOWEST = -40
const BINS = 640

/** Least threshold: below it, wide blocking makes chains. */
const MIN_THRESHOLD = 2

/** Bits that the least threshold rises by as relatives are taken for people: none where there are no households. */
const HOUSEHOLD_BITS = 2

/**
 * The weight from which pairs are joined, by the greatest expected F1: with calibrated chances p,
 * F1(θ) = 2 Σ p[≥θ] / (number[≥θ] + Σ p), which needs no labels. It is never below two bits, and below four where
 * households make up most of what looks alike: a wrong pair there joins two families' worth of pairs.
 */
export function bestThreshold(
  weights: Float64Array,
  shares: { readonly person: number; readonly household: number },
): number {
  const least = MIN_THRESHOLD + (HOUSEHOLD_BITS * shares.household) / (shares.person + shares.household)
  const counts = new Float64Array(BINS)
  for (const weight of weights) {
    const bin = Math.floor((weight - LOWEST) / BIN)
    const inside = bin < 0 ? 0 : bin >= BINS ? BINS - 1 : bin
    counts[inside] = (counts[inside] as number) + 1
  }
  let all = 0
  for (let bin = 0; bin < BINS; bin++) all += (counts[bin] as number) * chanceOf(bin)
  let right = 0
  let taken = 0
  let best = -1
  let threshold = least
  for (let bin = BINS - 1; bin >= 0; bin--) {
    const weight = LOWEST + bin * BIN
    if (weight < least) break
    taken += counts[bin] as number
    right += (counts[bin] as number) * chanceOf(bin)
    const expected = (2 * right) / Math.max(1e-9, taken + all)
    if (expected >= best) {
      best = expected
      threshold = weight
    }
  }
  return threshold
}

/** The chance of "one person" that a weight in bits stands for. */
export function chanceOfWeight(weight: number): number {
  return weight > 60 ? 1 : 2 ** weight / (1 + 2 ** weight)
}

function chanceOf(bin: number): number {
  return chanceOfWeight(LOWEST + (bin + 0.5) * BIN)
}
