const MAX = 64
const takenA = new Uint8Array(MAX)
const takenB = new Uint8Array(MAX)

/**
 * Jaro–Winkler similarity of two texts, from 0 to 1 (Winkler 1990, prefix scale 0.1, prefix of 4 at most).
 * Only the first 64 UTF-16 code units are looked at. Symmetric: the texts are put in a fixed order first.
 */
export function jaroWinkler(textA: string, textB: string): number {
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
