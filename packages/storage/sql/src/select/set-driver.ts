import { type Condition, type ConditionEnvironment, compileWindow } from '@clientele/core'

/** What gathering a part as a set of contacts is worth; `undefined`: it cannot be, or holds too many. */
interface Worth {
  readonly isFiltered: boolean
  readonly span: number
}

/** Windows that look further back hold so much that asking each contact is no dearer. */
export const LONGEST_SET_MS: number = 100 * 86_400_000

/**
 * Which of the parts that must all be true is best gathered as the set that the others are then asked about: one of
 * what has happened in a short window, with a filter before one without, the shorter before the longer. `undefined`:
 * none.
 */
export function setDriverOf(
  parts: readonly Condition[],
  environment: ConditionEnvironment,
  at: number,
): number | undefined {
  return bestOf(parts, environment, at)?.index
}

function bestOf(
  parts: readonly Condition[],
  environment: ConditionEnvironment,
  at: number,
): (Worth & { readonly index: number }) | undefined {
  let best: (Worth & { readonly index: number }) | undefined
  for (const [index, part] of parts.entries()) {
    const worth = worthOf(part, environment, at)
    if (worth !== undefined && (best === undefined || isBetter(worth, best))) best = { ...worth, index }
  }
  return best
}

function isBetter(a: Worth, b: Worth): boolean {
  return a.isFiltered === b.isFiltered ? a.span < b.span : a.isFiltered
}

function worthOf(part: Condition, environment: ConditionEnvironment, at: number): Worth | undefined {
  if ('segment' in part) {
    const condition = environment.segments.get(part.segment)
    return condition && worthOf(condition, environment, at)
  }
  if ('all' in part) return bestOf(part.all, environment, at)
  if (!('event' in part || 'rows' in part)) return undefined
  const { op = 'gte', value = 1, measure } = part
  const isPositive = (op === 'gte' || op === 'gt') && typeof value === 'number' && value >= 1
  if (!isPositive || (measure !== undefined && measure.of !== 'count')) return undefined
  const span = at - compileWindow(part.window, '').after(at, 'UTC')
  return span > LONGEST_SET_MS ? undefined : { isFiltered: part.where !== undefined, span }
}
