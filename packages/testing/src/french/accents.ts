const combining = /[\u0300-\u036f]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII, from its first character on
const ascii = /^[\u0000-\u007f]*$/

/** True if the text has only ASCII characters, so that leaving out accents changes nothing. */
export function isAscii(text: string): boolean {
  return ascii.test(text)
}

/** The text in ASCII as an old system writes it: no accents, `oe` for `œ`, a straight apostrophe. */
export function withoutAccents(text: string): string {
  if (isAscii(text)) return text
  return text
    .normalize('NFD')
    .replace(combining, '')
    .replaceAll('œ', 'oe')
    .replaceAll('Œ', 'OE')
    .replaceAll('’', "'")
}
