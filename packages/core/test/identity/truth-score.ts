/** How well groups agree with the truth. */
export interface TruthScore {
  /** Pairwise, after transitive closure of the groups. */
  readonly precision: number
  readonly recall: number
  readonly f1: number
  /** B³ F1 (Bagga and Baldwin 1998): precision and recall averaged over records. */
  readonly bCubed: number
}

/** Scores a partition against the true one; both give a label to every record, in one order. */
export function truthScore(found: readonly string[], truth: readonly string[]): TruthScore {
  const both = found.map((label, index) => `${label}\u0000${truth[index]}`)
  const foundSizes = sizesOf(found)
  const trueSizes = sizesOf(truth)
  const bothSizes = sizesOf(both)
  const right = pairsIn(bothSizes)
  const precision = right / Math.max(1, pairsIn(foundSizes))
  const recall = right / Math.max(1, pairsIn(trueSizes))
  let sumPrecision = 0
  let sumRecall = 0
  both.forEach((label, index) => {
    const overlap = bothSizes.get(label)!
    sumPrecision += overlap / foundSizes.get(found[index]!)!
    sumRecall += overlap / trueSizes.get(truth[index]!)!
  })
  const p = sumPrecision / found.length
  const r = sumRecall / found.length
  return {
    precision,
    recall,
    f1: (2 * precision * recall) / (precision + recall || 1),
    bCubed: (2 * p * r) / (p + r || 1),
  }
}

function sizesOf(labels: readonly string[]): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>()
  for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1)
  return sizes
}

function pairsIn(sizes: ReadonlyMap<string, number>): number {
  let pairs = 0
  for (const size of sizes.values()) pairs += (size * (size - 1)) / 2
  return pairs
}
