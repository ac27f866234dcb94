import { PatternFault } from './parse-pattern.ts'
import type { CodePointSet, PatternNode } from './syntax.ts'

/** One instruction of a matching machine. */
export type Instruction =
  | { readonly op: 'set'; readonly set: CodePointSet; readonly next: number }
  | {
      readonly op: 'assert'
      readonly what: 'start' | 'end' | 'boundary' | 'notBoundary'
      readonly next: number
    }
  | { readonly op: 'split'; next: number; other: number }
  | { readonly op: 'match' }

/** More instructions than this would make every character dear. */
const MAX_INSTRUCTIONS = 2500

/**
 * Makes the program of a non-deterministic automaton, after Ken Thompson, "Regular Expression Search Algorithm"
 * (CACM 11:6, 1968), built from the end to the beginning: the last instruction is where it starts.
 */
export function programOf(pattern: PatternNode): readonly Instruction[] {
  const program: Instruction[] = [{ op: 'match' }]
  const start = emit(pattern, 0)
  // The machine starts at the last instruction: one that leads to where the pattern begins.
  add({ op: 'split', next: start, other: start })
  return program

  function add(instruction: Instruction): number {
    if (program.length >= MAX_INSTRUCTIONS)
      throw new PatternFault(`its repetitions, written out, make more than ${MAX_INSTRUCTIONS} steps`)
    program.push(instruction)
    return program.length - 1
  }

  function emit(node: PatternNode, next: number): number {
    switch (node.kind) {
      case 'set':
        return add({ op: 'set', set: node.set, next })
      case 'sequence':
        return node.parts.reduceRight((after, part) => emit(part, after), next)
      case 'choice':
        return node.ways
          .map((way) => emit(way, next))
          .reduceRight((other, way) => add({ op: 'split', next: way, other }))
      case 'repeat':
        return emitRepeat(node.part, node.least, node.most, next)
      default:
        return add({ op: 'assert', what: node.kind, next })
    }
  }

  function emitRepeat(part: PatternNode, least: number, most: number, next: number): number {
    let after = next
    if (most === Number.POSITIVE_INFINITY) {
      const loop: Instruction = { op: 'split', next: next, other: next }
      after = add(loop)
      loop.next = emit(part, after)
    } else {
      for (let optional = least; optional < most; optional++)
        after = add({ op: 'split', next: emit(part, after), other: next })
    }
    for (let required = 0; required < least; required++) {
      const before = emit(part, after)
      // A part that takes no character takes none however often, and there would be no end of doing it in groups.
      if (before === after) break
      after = before
    }
    return after
  }
}
