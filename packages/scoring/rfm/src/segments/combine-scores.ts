/** One score out of F and M, on the same scale: their mean, or the root of their product, rounded half up. */
export function combineScores(f: number, m: number, combine: 'mean' | 'product' | undefined): number {
  return Math.floor((combine === 'product' ? Math.sqrt(f * m) : (f + m) / 2) + 0.5)
}
