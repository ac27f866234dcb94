import { editDistance } from './edit-distance.ts'
import { isSimilar } from './jaro-winkler.ts'
import { isNickname } from './nicknames.ts'

/** How far two names agree. */
export const DIFFERS = 0
/** The same name. */
export const EXACT = 1
/** The same name mistyped, misheard, or in its short form. */
export const CLOSE = 2
/** An initial or the beginning of the other: nothing against it, little for it. */
export const COMPATIBLE = 3

/** Compares two different first names, both folded. */
export function compareFirstNames(a: string, b: string, isVariant: boolean): number {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (short.length === 1) return long.startsWith(short) ? COMPATIBLE : DIFFERS
  if (isNickname(a, b)) return CLOSE
  if (short.length >= 3 && long.startsWith(short) && (long[short.length] === ' ' || isVariant))
    return COMPATIBLE
  if (short.includes(' ') || long.includes(' ')) {
    if (isPartOf(short, long)) return COMPATIBLE
    if (short.replace(/ /gu, '') === long.replace(/ /gu, '')) return CLOSE
  }
  return isVariant && isSlip(a, b) ? CLOSE : DIFFERS
}

/** Compares two different last names, both folded. */
export function compareLastNames(a: string, b: string, isVariant: boolean): number {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (short.length === 1) return long.startsWith(short) ? COMPATIBLE : DIFFERS
  if (short.includes(' ') || long.includes(' ')) {
    if (isPartOf(short, long)) return CLOSE
    if (short.replace(/ /gu, '') === long.replace(/ /gu, '')) return CLOSE
  }
  return isVariant && isSlip(a, b) ? CLOSE : DIFFERS
}

/** A slip of the keyboard or of the ear: one or two edits, or a very high similarity. */
export function isSlip(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length)
  if (shorter < 3) return false
  const edits = shorter >= 8 ? 2 : 1
  if (editDistance(a, b, edits) <= edits) return true
  const least = shorter < 6 ? 0.91 : 0.89
  return isSimilar(a, b, least) || isShuffled(a, b)
}

/** Is every word of the shorter name a word of the longer? `DUPONT`, `DUPONT MARTIN`. */
function isPartOf(short: string, long: string): boolean {
  const words = long.split(' ')
  return short.length >= 3 && short.split(' ').every((word) => words.includes(word))
}

/** The same letters in another order, the first or the last still in its place. */
function isShuffled(a: string, b: string): boolean {
  if (a.length !== b.length || a.length < 4) return false
  if (a[0] !== b[0] && a[a.length - 1] !== b[b.length - 1]) return false
  let sum = 0
  for (let index = 0; index < a.length; index++) sum += a.charCodeAt(index) - b.charCodeAt(index)
  return sum === 0 && [...a].sort().join('') === [...b].sort().join('')
}
