/** Letters that Unicode does not take apart into a base letter and a mark. */
const LETTERS: { readonly [letter: string]: string } = {
  Æ: 'AE',
  Œ: 'OE',
  Ø: 'O',
  Đ: 'D',
  Ð: 'D',
  Ł: 'L',
  Þ: 'TH',
  ẞ: 'SS',
  ß: 'SS',
  İ: 'I',
  Ħ: 'H',
  Ŧ: 'T',
}

const ASCII = /^[ -~]*$/
const SIMPLE = /^[A-Z0-9]+(?: [A-Z0-9]+)*$/

/**
 * Folds a text into a matching key: upper case, without diacritics, with punctuation as a single space.
 * Letters of other scripts are kept. `Jean-Pierre d'Œuf` becomes `JEAN PIERRE D OEUF`.
 */
export function foldText(text: string): string {
  if (SIMPLE.test(text)) return text
  if (ASCII.test(text))
    return text
      .toUpperCase()
      .replace(/[^A-Z0-9]+/g, ' ')
      .trim()
  return text
    .normalize('NFD')
    .replace(/\p{Mn}+/gu, '')
    .toUpperCase()
    .replace(/[ÆŒØĐÐŁÞẞßİĦŦ]/gu, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
