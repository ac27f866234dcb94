/** A set of code points as inclusive ranges in ascending order, of which no two touch. */
export interface CodePointSet {
  readonly ranges: readonly (readonly [low: number, high: number])[]
  readonly negated: boolean
}

/** A pattern as a tree. */
export type PatternNode =
  | { readonly kind: 'set'; readonly set: CodePointSet }
  | { readonly kind: 'start' | 'end' | 'boundary' | 'notBoundary' }
  | { readonly kind: 'sequence'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly ways: readonly PatternNode[] }
  /** `most` is `Infinity` for no end. */
  | { readonly kind: 'repeat'; readonly part: PatternNode; readonly least: number; readonly most: number }

const DIGIT: CodePointSet['ranges'] = [[0x30, 0x39]]
const WORD: CodePointSet['ranges'] = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
]
/** White space of RE2 and of every database: ASCII alone. */
const SPACE: CodePointSet['ranges'] = [
  [0x09, 0x0d],
  [0x20, 0x20],
]

/** The sets that a backslash and a letter name; a capital is the complement. */
export const NAMED_SETS: { readonly [letter: string]: CodePointSet } = {
  d: { ranges: DIGIT, negated: false },
  D: { ranges: DIGIT, negated: true },
  w: { ranges: WORD, negated: false },
  W: { ranges: WORD, negated: true },
  s: { ranges: SPACE, negated: false },
  S: { ranges: SPACE, negated: true },
}

/** Everything but a line feed: what a dot is. */
export const ANY_BUT_NEWLINE: CodePointSet = { ranges: [[0x0a, 0x0a]], negated: true }

/** Is the code point in the set? */
export function isInSet({ ranges, negated }: CodePointSet, codePoint: number): boolean {
  let low = 0
  let high = ranges.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const [from, to] = ranges[middle] as readonly [number, number]
    if (codePoint < from) high = middle
    else if (codePoint > to) low = middle + 1
    else return !negated
  }
  return negated
}

/** Is the code point a letter, digit or underscore of ASCII: what `\b` stands beside? */
export function isWord(codePoint: number | undefined): boolean {
  return codePoint !== undefined && isInSet(NAMED_SETS.w as CodePointSet, codePoint)
}

/** Ranges in ascending order, those that touch as one. */
export function mergedRanges(ranges: CodePointSet['ranges']): CodePointSet['ranges'] {
  const merged: [number, number][] = []
  for (const [low, high] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1)
    if (last !== undefined && low <= last[1] + 1) last[1] = Math.max(last[1], high)
    else merged.push([low, high])
  }
  return merged
}

/** A set without negation, for a set inside a class. */
export function rangesOf({ ranges, negated }: CodePointSet): CodePointSet['ranges'] {
  if (!negated) return ranges
  const rest: [number, number][] = []
  let from = 0
  for (const [low, high] of ranges) {
    if (low > from) rest.push([from, low - 1])
    from = high + 1
  }
  if (from <= 0x10ffff) rest.push([from, 0x10ffff])
  return rest
}
