import type { Condition } from './ast.ts'
import { refuseCondition } from './refuse.ts'

/** Levels of one condition below its first: deeper than any that a person reads. */
export const MAX_LEVELS = 500
/** The same with the levels of the segments that it stands on: what every stack bears. */
const MAX_LEVELS_IN_ALL = 2000

/**
 * Refuses a condition that is nested too deeply for the functions that walk through it, by itself or through the
 * segments that it stands on. Segments that go round in a circle are left to who compiles them.
 *
 * @throws `INVALID_CONDITION` with the limit.
 */
export function refuseTooDeep(condition: Condition, segments: ReadonlyMap<string, Condition>): void {
  const levels = levelsOf(condition, segments, { above: 0, path: new Set(), known: new Map() })
  if (levels > MAX_LEVELS_IN_ALL) throw tooDeep()
}

interface Descent {
  /** Levels that lead here. */
  readonly above: number
  /** Segments that lead here. */
  readonly path: Set<string>
  /** Levels of the segments that were counted already. */
  readonly known: Map<string, number>
}

/** Levels below the first, those of segments too; the parts are counted without recursion. */
function levelsOf(condition: Condition, segments: ReadonlyMap<string, Condition>, descent: Descent): number {
  let deepest = 0
  const open: (readonly [part: Condition, level: number])[] = [[condition, 0]]
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    const [part, level] = item
    if (descent.above + level > MAX_LEVELS_IN_ALL) throw tooDeep()
    deepest = Math.max(deepest, level)
    if ('segment' in part) deepest = Math.max(deepest, level + levelsOfSegment(part.segment, level))
    else for (const inner of partsOf(part)) open.push([inner, level + 1])
  }
  return deepest

  function levelsOfSegment(id: string, level: number): number {
    const stands = segments.get(id)
    if (stands === undefined || descent.path.has(id)) return 0
    const known = descent.known.get(id)
    if (known !== undefined) return known
    const above = descent.above + level + 1
    descent.path.add(id)
    const levels = 1 + levelsOf(stands, segments, { ...descent, above })
    descent.path.delete(id)
    descent.known.set(id, levels)
    return levels
  }
}

/** The conditions that stand directly in a condition: what it joins, and what its events and rows are filtered by. */
export function partsOf(condition: Condition): readonly Condition[] {
  if ('all' in condition) return condition.all
  if ('any' in condition) return condition.any
  if ('atLeast' in condition) return condition.of
  if ('sequence' in condition)
    return [condition.sequence.where, condition.then.where].filter((where) => where !== undefined)
  if ('not' in condition) return [condition.not]
  return 'where' in condition && condition.where !== undefined ? [condition.where] : []
}

function tooDeep(): Error {
  return refuseCondition(
    '',
    `with the segments that it stands on, it is nested more than ${MAX_LEVELS_IN_ALL} levels deep; let it stand on fewer`,
  )
}
