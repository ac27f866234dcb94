const NARROW = /[ijlI.,:;!|'’()[\]{}\s\u00a0\u202f]/u
const WIDE = /[mwMW@%—…]/u
const LARGE = /[A-Z0-9ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜ€$&#+=<>~–]/u

/**
 * The width of a text in pixels, on the safe side, for the sans-serif faces that a reader's machine may have:
 * a page without scripts cannot measure its own labels.
 */
export function textWidth(text: string, size: number): number {
  let units = 0
  for (const character of text) {
    if (NARROW.test(character)) units += 0.33
    else if (WIDE.test(character)) units += 0.93
    else if ((character.codePointAt(0) as number) > 0x2fff) units += 1.05
    else if (LARGE.test(character)) units += 0.66
    else units += 0.57
  }
  return units * size
}

/** Shortens a text to a width, with an ellipsis; never inside a surrogate pair. */
export function fitText(text: string, size: number, width: number): string {
  if (textWidth(text, size) <= width) return text
  const characters = [...text]
  while (characters.length > 1 && textWidth(`${characters.join('')}…`, size) > width) characters.pop()
  return `${characters.join('').trimEnd()}…`
}
