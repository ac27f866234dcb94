import type { SeededRandom } from '../seeded-random.ts'
import type { FrenchDefect } from './french-record.ts'

/** The ways of mistyping, those of Damerau ("A technique for computer detection…", 1964) and a phonetic one. */
export type TypingErrorKind = Extract<
  FrenchDefect,
  'keyboard_near' | 'transposed' | 'doubled' | 'dropped' | 'phonetic'
>

/** A text with one typing error. */
export interface Mistyped {
  readonly text: string
  readonly kind: TypingErrorKind
}

const rows: readonly string[] = ['azertyuiop', 'qsdfghjklm', 'wxcvbn']

/** Letters that sound alike in French; the first that occurs is exchanged. */
const soundalikes: readonly (readonly [string, string])[] = [
  ['ph', 'f'],
  ['ault', 'aud'],
  ['eau', 'o'],
  ['au', 'o'],
  ['ll', 'l'],
  ['nn', 'n'],
  ['tt', 't'],
  ['ss', 'c'],
  ['th', 't'],
  ['qu', 'k'],
  ['y', 'i'],
  ['ain', 'in'],
  ['an', 'en'],
  ['er', 'é'],
  ['et', 'ait'],
  ['c', 'k'],
  ['s', 'z'],
  ['ie', 'i'],
]

const kinds: readonly TypingErrorKind[] = ['keyboard_near', 'transposed', 'doubled', 'dropped', 'phonetic']

/**
 * Types a text with one error, on an AZERTY keyboard; `undefined` when the text is too short or the error would
 * not show. The first letter stays more often than the others: people look at it.
 */
export function mistype(text: string, random: SeededRandom): Mistyped | undefined {
  if (text.length < 3) return undefined
  const kind = random.pick(kinds)
  const at = random.chance(0.1) ? 0 : 1 + random.integer(text.length - 1)
  const typed = apply(text, kind, at, random)
  return typed === undefined || typed === text ? undefined : { text: typed, kind }
}

function apply(text: string, kind: TypingErrorKind, at: number, random: SeededRandom): string | undefined {
  const letter = text[at]!
  switch (kind) {
    case 'keyboard_near': {
      const near = neighbour(letter, random)
      return near === undefined ? undefined : text.slice(0, at) + near + text.slice(at + 1)
    }
    case 'transposed': {
      const from = Math.min(at, text.length - 2)
      return text.slice(0, from) + text[from + 1] + text[from] + text.slice(from + 2)
    }
    case 'doubled':
      return text.slice(0, at) + letter + text.slice(at)
    case 'dropped':
      return text.slice(0, at) + text.slice(at + 1)
    case 'phonetic':
      return phonetic(text)
  }
}

function neighbour(letter: string, random: SeededRandom): string | undefined {
  const lower = letter.toLowerCase()
  const row = rows.find((candidate) => candidate.includes(lower))
  if (row === undefined) return undefined
  const index = row.indexOf(lower)
  const near = row[index === 0 ? 1 : index === row.length - 1 || random.chance(0.5) ? index - 1 : index + 1]!
  return letter === lower ? near : near.toUpperCase()
}

function phonetic(text: string): string | undefined {
  const lower = text.toLowerCase()
  const shouted = text === text.toUpperCase()
  for (const [written, heard] of soundalikes) {
    const at = lower.indexOf(written, 1)
    if (at > 0)
      return text.slice(0, at) + (shouted ? heard.toUpperCase() : heard) + text.slice(at + written.length)
  }
  return undefined
}
