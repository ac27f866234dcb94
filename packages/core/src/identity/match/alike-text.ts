import { editDistance } from './edit-distance.ts'
import { isSimilar } from './jaro-winkler.ts'

/** Jaro–Winkler similarity from which two texts are alike. */
export const ALIKE = 0.92

/** Are two texts the same but for a slip or two, or spelt much the same? */
export function isAlikeText(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length)
  if (shorter < 3) return false
  const edits = shorter >= 8 ? 2 : 1
  return editDistance(a, b, edits) <= edits || isSimilar(a, b, ALIKE)
}
