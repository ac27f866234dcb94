import { isUtf8 } from 'node:buffer'
import type { Encoding } from './decode.ts'

/** The encoding that a file was found to have, and by what. */
export interface EncodingVerdict {
  readonly encoding: Encoding
  readonly because: 'declared' | 'byte-order-mark' | 'ascii' | 'valid-utf-8' | 'mostly-utf-8' | 'not-utf-8'
}

/** A piece of a file. */
export interface Sample {
  readonly bytes: Buffer
  /** Does the file begin with it? Otherwise it may begin within a character. */
  readonly first: boolean
  /** Does the file end with it? Otherwise it may end within a character. */
  readonly last: boolean
}

/**
 * Finds the encoding of samples of a file: UTF-8 when they are valid, else Windows-1252. A file of UTF-8 in which
 * a few bytes are broken stays UTF-8: its broken rows are rejected, and the others keep their accents.
 */
export function detectEncoding(samples: readonly Sample[]): EncodingVerdict {
  let sequences = 0
  let invalid = 0
  for (const sample of samples) {
    const counts = countSequences(sample)
    sequences += counts.sequences
    invalid += counts.invalid
  }
  if (invalid === 0)
    return sequences === 0
      ? { encoding: 'utf-8', because: 'ascii' }
      : { encoding: 'utf-8', because: 'valid-utf-8' }
  return sequences > invalid
    ? { encoding: 'utf-8', because: 'mostly-utf-8' }
    : { encoding: 'windows-1252', because: 'not-utf-8' }
}

function countSequences({ bytes, first, last }: Sample): { sequences: number; invalid: number } {
  let sequences = 0
  let invalid = 0
  let index = 0
  while (!first && index < 3 && isContinuation(bytes[index])) index += 1
  while (index < bytes.length) {
    const byte = bytes[index] as number
    if (byte < 0x80) {
      index += 1
      continue
    }
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
    const character = bytes.subarray(index, index + length)
    if (!last && character.length < length && character.subarray(1).every(isContinuation)) break
    if (byte >= 0xc2 && character.length === length && isUtf8(character)) {
      sequences += 1
      index += length
    } else {
      invalid += 1
      index += 1
    }
  }
  return { sequences, invalid }
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x80 && byte < 0xc0
}
