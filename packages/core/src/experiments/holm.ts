/**
 * P-values corrected for having looked at several metrics or arms, by Holm (1979): each is at most 1, at least
 * what it was, and the chance of any false alarm among them stays what it was for one.
 */
export function holm(pValues: readonly number[]): readonly number[] {
  const order = pValues.map((_, index) => index).sort((a, b) => pValues[a]! - pValues[b]!)
  const corrected = new Array<number>(pValues.length).fill(1)
  let highest = 0
  order.forEach((index, rank) => {
    highest = Math.max(highest, Math.min(1, (pValues.length - rank) * pValues[index]!))
    corrected[index] = highest
  })
  return corrected
}
