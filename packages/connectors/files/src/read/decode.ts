import { isUtf8 } from 'node:buffer'

/** Text of bytes, or `undefined` when they are not of the encoding. */
export type Decode = (bytes: Buffer) => string | undefined

/** Encodings that a file may have. */
export type Encoding = 'utf-8' | 'windows-1252'

// Bytes 0x80 to 0x9f of Windows-1252; a space stands for the five that mean nothing
// (https://www.unicode.org/Public/MAPPINGS/VENDORS/MICSFT/WINDOWS/CP1252.TXT).
const HIGH = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ'
const REPLACEMENT = '\uFFFD'

/** The decoder of an encoding. */
export function decoder(encoding: Encoding): Decode {
  return encoding === 'utf-8' ? decodeUtf8 : decodeWindows1252
}

function decodeUtf8(bytes: Buffer): string | undefined {
  const text = bytes.toString('utf8')
  // A replacement character may also stand in the file itself, hence the second look.
  return text.includes(REPLACEMENT) && !isUtf8(bytes) ? undefined : text
}

function decodeWindows1252(bytes: Buffer): string | undefined {
  const text = bytes.toString('latin1')
  if (!/[\x80-\x9f]/.test(text)) return text
  const decoded = text.replace(/[\x80-\x9f]/g, (character) => HIGH[character.charCodeAt(0) - 0x80] as string)
  return /[\x81\x8d\x8f\x90\x9d]/.test(text) ? undefined : decoded
}
