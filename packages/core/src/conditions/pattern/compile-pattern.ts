import { refuseCondition } from '../refuse.ts'
import { PatternFault, parsePattern } from './parse-pattern.ts'
import { type Instruction, programOf } from './program.ts'
import { isInSet, isWord } from './syntax.ts'

/** Does a text hold a match anywhere? */
export type TextPattern = (text: string) => boolean

const MAX_LENGTH = 1000

/** What is wrong with a pattern; `undefined` if nothing is. */
export function patternFault(source: string): string | undefined {
  try {
    build(source)
    return undefined
  } catch (error) {
    if (error instanceof PatternFault) return `the pattern cannot be used: ${error.message}`
    throw error
  }
}

/**
 * Compiles a pattern for a search that takes time in proportion to the text, whatever the pattern and the text: no
 * pattern can be made to hang. With `ignoreCase`, pattern and text are compared in lower case.
 *
 * @throws `INVALID_CONDITION` for what cannot be matched so: back references, look-around.
 */
export function compilePattern(
  source: string,
  options: { readonly ignoreCase: boolean },
  path: string,
): TextPattern {
  const fault = patternFault(source)
  if (fault !== undefined) throw refuseCondition(path, fault)
  const program = build(options.ignoreCase ? foldPattern(source) : source)
  return (text) => search(program, options.ignoreCase ? text.toLowerCase() : text)
}

function build(source: string): readonly Instruction[] {
  if (source.length > MAX_LENGTH) throw new PatternFault(`it is longer than ${MAX_LENGTH} characters`)
  return programOf(parsePattern(source))
}

/** The pattern in lower case; the letters after a backslash keep their meaning. */
function foldPattern(source: string): string {
  return source.replace(/\\[\s\S]|[^\\]+/g, (part) => (part.startsWith('\\') ? part : part.toLowerCase()))
}

/**
 * Runs every way through the program at once, a character at a time, after Rob Pike's machine (Russ Cox, "Regular
 * Expression Matching: the Virtual Machine Approach"): each instruction is visited at most once a character.
 */
function search(program: readonly Instruction[], text: string): boolean {
  const start = program.length - 1
  const seen = new Int32Array(program.length).fill(-1)
  let current: number[] = []
  let following: number[] = []
  let before: number | undefined
  let index = 0
  for (;;) {
    const codePoint = text.codePointAt(index)
    const matched = follow(program, start, index, before, codePoint, seen, current)
    if (matched) return true
    if (codePoint === undefined) return false
    const after = index + (codePoint > 0xffff ? 2 : 1)
    const upcoming = text.codePointAt(after)
    following.length = 0
    for (const place of current) {
      const instruction = program[place] as Extract<Instruction, { op: 'set' }>
      if (
        isInSet(instruction.set, codePoint) &&
        follow(program, instruction.next, after, codePoint, upcoming, seen, following)
      )
        return true
    }
    ;[current, following] = [following, current]
    before = codePoint
    index = after
  }
}

/** Adds the characters that may come next from a place on; answers whether the match is complete. */
function follow(
  program: readonly Instruction[],
  from: number,
  index: number,
  before: number | undefined,
  after: number | undefined,
  seen: Int32Array,
  places: number[],
): boolean {
  const stack = [from]
  for (let place = stack.pop(); place !== undefined; place = stack.pop()) {
    if (seen[place] === index) continue
    seen[place] = index
    const instruction = program[place] as Instruction
    if (instruction.op === 'match') return true
    if (instruction.op === 'set') places.push(place)
    else if (instruction.op === 'split') stack.push(instruction.other, instruction.next)
    else if (holds(instruction.what, before, after)) stack.push(instruction.next)
  }
  return false
}

function holds(
  what: 'start' | 'end' | 'boundary' | 'notBoundary',
  before: number | undefined,
  after: number | undefined,
): boolean {
  if (what === 'start') return before === undefined
  if (what === 'end') return after === undefined
  return (isWord(before) !== isWord(after)) === (what === 'boundary')
}
