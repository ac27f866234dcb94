/**
 * Which letters a text has, as 32 bits: what tells most pairs of texts apart without looking at them again. Letters
 * that share their last five bits share a bit, so that it only ever proves a difference.
 */
export function lettersOf(text: string): number {
  let letters = 0
  for (let index = 0; index < text.length; index++) letters |= 1 << (text.charCodeAt(index) & 31)
  return letters
}

/** How many bits are set. */
export function bitsIn(mask: number): number {
  let bits = mask - ((mask >>> 1) & 0x55555555)
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** May two texts with these letters be this few edits apart? An edit changes two letters at most. */
export function mayBeEdits(lettersA: number, lettersB: number, edits: number): boolean {
  return bitsIn(lettersA ^ lettersB) <= 2 * edits
}
