import {
  ANY_BUT_NEWLINE,
  type CodePointSet,
  mergedRanges,
  NAMED_SETS,
  type PatternNode,
  rangesOf,
} from './syntax.ts'

/** Why a pattern is not taken; told to who wrote it. */
export class PatternFault extends Error {}

const MAX_REPEAT = 1000
const MAX_NESTING = 100
const ESCAPES: { readonly [letter: string]: number } = { n: 0x0a, r: 0x0d, t: 0x09, f: 0x0c, v: 0x0b }

/**
 * Reads a pattern of the syntax of RE2 without captures: literals, `.`, classes, `\d \w \s \b` and their
 * complements, `^ $`, groups, `|`, `* + ? {n,m}` (lazy ones too: whether there is a match is the same).
 *
 * @throws PatternFault for back references, look-around and anything else that cannot be matched in linear time.
 */
export function parsePattern(source: string): PatternNode {
  const text = Array.from(source)
  let at = 0
  const root = parseChoice(0)
  if (at < text.length) throw new PatternFault('a `)` closes nothing')
  return root

  function parseChoice(depth: number): PatternNode {
    if (depth > MAX_NESTING) throw new PatternFault('the groups are nested too deeply')
    const ways = [parseSequence(depth)]
    while (text[at] === '|') {
      at++
      ways.push(parseSequence(depth))
    }
    return ways.length === 1 ? (ways[0] as PatternNode) : { kind: 'choice', ways }
  }

  function parseSequence(depth: number): PatternNode {
    const parts: PatternNode[] = []
    while (at < text.length && text[at] !== '|' && text[at] !== ')')
      parts.push(parseRepeats(parseAtom(depth)))
    return { kind: 'sequence', parts }
  }

  function parseRepeats(atom: PatternNode): PatternNode {
    const bounds = parseBounds()
    if (bounds === undefined) return atom
    if (atom.kind !== 'set' && atom.kind !== 'sequence' && atom.kind !== 'choice')
      throw new PatternFault('an anchor cannot be repeated')
    if (text[at] === '?') at++
    else if (text[at] === '+') throw new PatternFault('possessive repetition is not supported')
    if (parseBounds() !== undefined) throw new PatternFault('a repetition cannot be repeated; use a group')
    return { kind: 'repeat', part: atom, least: bounds[0], most: bounds[1] }
  }

  function parseBounds(): readonly [number, number] | undefined {
    const sign = text[at]
    if (sign === '*' || sign === '+' || sign === '?') {
      at++
      return sign === '?' ? [0, 1] : [sign === '+' ? 1 : 0, Number.POSITIVE_INFINITY]
    }
    if (sign !== '{') return undefined
    const bounds = /^\{(\d{1,4})(?:(,)(\d{1,4})?)?\}/.exec(text.slice(at, at + 12).join(''))
    if (bounds === null) throw new PatternFault('a `{` begins no repetition; write `\\{` for the sign itself')
    at += bounds[0].length
    const least = Number(bounds[1])
    const most =
      bounds[2] === undefined ? least : bounds[3] === undefined ? Number.POSITIVE_INFINITY : Number(bounds[3])
    if (most < least) throw new PatternFault('a repetition has its bounds in the wrong order')
    if (least > MAX_REPEAT || (most !== Number.POSITIVE_INFINITY && most > MAX_REPEAT))
      throw new PatternFault(`a repetition goes beyond ${MAX_REPEAT}`)
    return [least, most]
  }

  function parseAtom(depth: number): PatternNode {
    const sign = text[at++] as string
    switch (sign) {
      case '.':
        return { kind: 'set', set: ANY_BUT_NEWLINE }
      case '^':
        return { kind: 'start' }
      case '$':
        return { kind: 'end' }
      case '[':
        return { kind: 'set', set: parseClass() }
      case '(':
        return parseGroup(depth)
      case '\\':
        return parseEscape()
      case '*':
      case '+':
      case '?':
        throw new PatternFault(`a \`${sign}\` repeats nothing`)
      case '{':
      case '}':
      case ']':
        throw new PatternFault(`a \`${sign}\` has to be written \`\\${sign}\``)
      default:
        return single(sign.codePointAt(0) as number)
    }
  }

  function parseGroup(depth: number): PatternNode {
    if (text[at] === '?') {
      if (text[at + 1] !== ':')
        throw new PatternFault('look-around and group options are not supported; groups are `(…)` or `(?:…)`')
      at += 2
    }
    const inside = parseChoice(depth + 1)
    if (text[at++] !== ')') throw new PatternFault('a `(` is not closed')
    return inside.kind === 'choice' ? inside : { kind: 'sequence', parts: [inside] }
  }

  function parseEscape(): PatternNode {
    const letter = text[at]
    if (letter === 'b' || letter === 'B') {
      at++
      return { kind: letter === 'b' ? 'boundary' : 'notBoundary' }
    }
    return { kind: 'set', set: parseEscapedSet() }
  }

  function parseEscapedSet(): CodePointSet {
    const letter = text[at++]
    if (letter === undefined) throw new PatternFault('a `\\` ends the pattern')
    const named = Object.hasOwn(NAMED_SETS, letter) ? NAMED_SETS[letter] : undefined
    if (named !== undefined) return named
    if (/[1-9]/.test(letter)) throw new PatternFault('back references are not supported')
    if (Object.hasOwn(ESCAPES, letter)) return one(ESCAPES[letter] as number)
    if (letter === 'x') return one(parseHex(2))
    if (letter === 'u') return one(parseHex(4))
    if (/[A-Za-z0]/.test(letter)) throw new PatternFault(`\`\\${letter}\` means nothing`)
    return one(letter.codePointAt(0) as number)
  }

  function parseHex(digits: number): number {
    const hex = text.slice(at, at + digits).join('')
    if (hex.length !== digits || !/^[0-9A-Fa-f]+$/.test(hex))
      throw new PatternFault('a code point takes two or four hexadecimal digits')
    at += digits
    return Number.parseInt(hex, 16)
  }

  function parseClass(): CodePointSet {
    const negated = text[at] === '^'
    if (negated) at++
    const ranges: (readonly [number, number])[] = []
    for (let first = true; first || text[at] !== ']'; first = false) {
      if (at >= text.length) throw new PatternFault('a `[` is not closed')
      if (first && text[at] === ']') throw new PatternFault('a class is empty')
      const low = parseClassPart()
      if (text[at] !== '-' || text[at + 1] === ']' || text[at + 1] === undefined) {
        ranges.push(...rangesOf(low))
        continue
      }
      at++
      const high = parseClassPart()
      ranges.push(rangeBetween(low, high))
    }
    at++
    return { ranges: mergedRanges(ranges), negated }
  }

  function parseClassPart(): CodePointSet {
    const sign = text[at++]
    if (sign === undefined) throw new PatternFault('a `[` is not closed')
    if (sign === '[') throw new PatternFault('a `[` inside a class has to be written `\\[`')
    return sign === '\\' ? parseEscapedSet() : one(sign.codePointAt(0) as number)
  }
}

function rangeBetween(low: CodePointSet, high: CodePointSet): readonly [number, number] {
  const from = low.ranges[0]
  const to = high.ranges[0]
  const single = (set: CodePointSet): boolean =>
    !set.negated && set.ranges.length === 1 && set.ranges[0]?.[0] === set.ranges[0]?.[1]
  if (from === undefined || to === undefined || !single(low) || !single(high) || from[0] > to[0])
    throw new PatternFault('a range of a class goes from a lower to a higher character')
  return [from[0], to[0]]
}

function one(codePoint: number): CodePointSet {
  return { ranges: [[codePoint, codePoint]], negated: false }
}

function single(codePoint: number): PatternNode {
  return { kind: 'set', set: one(codePoint) }
}
