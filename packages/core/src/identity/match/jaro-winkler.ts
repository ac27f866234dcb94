import { bitsIn, lettersOf } from './letters.ts'

const MAX = 64
const takenA = new Uint8Array(MAX)
const takenB = new Uint8Array(MAX)

/**
 * Jaro–Winkler similarity of two texts, from 0 to 1 (Winkler 1990, prefix scale 0.1, prefix of 4 at most).
 * Only the first 64 UTF-16 code units are looked at. Symmetric: the texts are put in a fixed order first.
 */
function jaroWinkler(textA: string, textB: string): number {
  if (textA === textB) return 1
  const swap = textA.length > textB.length || (textA.length === textB.length && textA > textB)
  const a = swap ? textB : textA
  const b = swap ? textA : textB
  const lengthA = Math.min(a.length, MAX)
  const lengthB = Math.min(b.length, MAX)
  if (lengthA === 0) return 0
  const range = Math.max(0, (lengthB >> 1) - 1)
  takenA.fill(0, 0, lengthA)
  takenB.fill(0, 0, lengthB)
  let matches = 0
  for (let i = 0; i < lengthA; i++) {
    const letter = a.charCodeAt(i)
    const to = Math.min(i + range, lengthB - 1)
    for (let j = i > range ? i - range : 0; j <= to; j++) {
      if (takenB[j] === 1 || b.charCodeAt(j) !== letter) continue
      takenA[i] = 1
      takenB[j] = 1
      matches++
      break
    }
  }
  if (matches === 0) return 0
  let misplaced = 0
  let j = 0
  for (let i = 0; i < lengthA; i++) {
    if (takenA[i] === 0) continue
    while (takenB[j] === 0) j++
    if (a.charCodeAt(i) !== b.charCodeAt(j)) misplaced++
    j++
  }
  const jaro = (matches / lengthA + matches / lengthB + (matches - (misplaced >> 1)) / matches) / 3
  let prefix = 0
  while (prefix < 4 && prefix < lengthA && a.charCodeAt(prefix) === b.charCodeAt(prefix)) prefix++
  return jaro + prefix * 0.1 * (1 - jaro)
}

/** Is the Jaro–Winkler similarity of two texts at least this? Most pairs are told apart by their letters alone. */
export function isSimilar(a: string, b: string, least: number): boolean {
  if (!maybeSimilar(lettersOf(a), a.length, lettersOf(b), b.length, least)) return false
  return jaroWinkler(a, b) >= least
}

/**
 * May two texts with these letters and lengths be this similar? No more letters can match than both have, and no
 * more than four at the beginning count double.
 */
export function maybeSimilar(
  lettersA: number,
  lengthA: number,
  lettersB: number,
  lengthB: number,
  least: number,
): boolean {
  const matches = Math.min(lengthA - bitsIn(lettersA & ~lettersB), lengthB - bitsIn(lettersB & ~lettersA))
  const jaro = (matches / lengthA + matches / lengthB + 1) / 3
  return jaro + 0.4 * (1 - jaro) + 1e-9 >= least
}
