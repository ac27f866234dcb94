import type { Instruction } from './program.ts'
import { isInSet, isWord } from './syntax.ts'

/** Where the machine may be between two characters: at these instructions, each of which takes one. */
interface State {
  readonly places: readonly number[]
  /** By the character that comes, and whether the one after it is of a word: the next state, or that there is a match. */
  readonly next: Map<number, State | 'match'>
}

/** Instructions of states that are remembered, and steps between them: a quarter of a megabyte, a pattern. */
const MAX_REMEMBERED = 20_000
/** Texts that make a new state of every character are not worth remembering. */
const MAX_FORGOTTEN = 4

/**
 * Makes the search of a program: does a text hold a match anywhere?
 *
 * It runs every way through the program at once, a character at a time, after Rob Pike's machine (Russ Cox, "Regular
 * Expression Matching: the Virtual Machine Approach"): each instruction is visited at most once a character. The steps
 * that it has taken are remembered, as RE2 does, so that most characters cost a look-up.
 */
export function searchOf(program: readonly Instruction[]): (text: string) => boolean {
  const start = program.length - 1
  const seen = new Int32Array(program.length).fill(-1)
  let turn = 0
  let states = new Map<string, State>()
  let remembered = 0
  let forgotten = 0

  return (text) => {
    forgotten = 0
    let index = 0
    let before: number | undefined
    let codePoint = text.codePointAt(0)
    let state = step([], undefined, undefined, codePoint)
    for (;;) {
      if (state === 'match') return true
      if (codePoint === undefined) return false
      index += codePoint > 0xffff ? 2 : 1
      before = codePoint
      codePoint = text.codePointAt(index)
      // The end of the text is no character, so what is remembered does not hold there.
      state =
        codePoint === undefined
          ? step(state.places, before, before, codePoint)
          : following(state, before, codePoint)
    }
  }

  function following(state: State, codePoint: number, after: number): State | 'match' {
    const key = codePoint * 2 + (isWord(after) ? 1 : 0)
    const known = state.next.get(key)
    if (known !== undefined) return known
    const made = step(state.places, codePoint, codePoint, after)
    if (forgotten > MAX_FORGOTTEN) return made
    const next = made === 'match' ? made : remember(made)
    state.next.set(key, next)
    remembered++
    return next
  }

  /** The one state of its places. */
  function remember(made: State): State {
    if (remembered > MAX_REMEMBERED) {
      states = new Map()
      remembered = 0
      forgotten++
    }
    const key = made.places.join()
    const known = states.get(key)
    if (known !== undefined) return known
    states.set(key, made)
    remembered += made.places.length
    return made
  }

  /** Takes a character, if there is one, and begins anew after it: a match may begin anywhere. */
  function step(
    places: readonly number[],
    taken: number | undefined,
    before: number | undefined,
    after: number | undefined,
  ): State | 'match' {
    const reached: number[] = []
    turn++
    for (const place of places) {
      const instruction = program[place] as Extract<Instruction, { op: 'set' }>
      if (isInSet(instruction.set, taken as number) && follow(instruction.next, before, after, reached))
        return 'match'
    }
    if (follow(start, before, after, reached)) return 'match'
    return { places: reached, next: new Map() }
  }

  /** Adds the characters that may come next from a place on; answers whether the match is complete. */
  function follow(
    from: number,
    before: number | undefined,
    after: number | undefined,
    places: number[],
  ): boolean {
    const stack = [from]
    for (let place = stack.pop(); place !== undefined; place = stack.pop()) {
      if (seen[place] === turn) continue
      seen[place] = turn
      const instruction = program[place] as Instruction
      if (instruction.op === 'match') return true
      if (instruction.op === 'set') places.push(place)
      else if (instruction.op === 'split') stack.push(instruction.other, instruction.next)
      else if (holds(instruction.what, before, after)) stack.push(instruction.next)
    }
    return false
  }
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
