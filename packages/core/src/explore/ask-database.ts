import { compareScalars } from '../conditions/values.ts'
import type { Abortable } from '../intake/intake-api.ts'
import type { Kernel } from '../kernel.ts'
import type { ExploredGroup, ExploredMeasure } from '../ports/base-explorer.ts'
import type { CompiledExploration } from './compile-exploration.ts'
import { addDecimals, decimalOf, writeDecimal } from './decimal.ts'
import type { Exploration, ExplorationCell, ExplorationMeasure } from './exploration.ts'
import { type CountedGroup, MAX_GROUPS } from './groups.ts'
import { type PlanningSite, planExploration } from './plan-exploration.ts'

/** What the database answered. */
export interface CountedBase {
  readonly groups: readonly CountedGroup[]
  readonly ofNobody: number
}

/**
 * Asks the database for the groups of a question; `undefined` where it cannot say exactly what the evaluator says, so
 * that the base has to be read.
 */
export async function askDatabase(
  kernel: Kernel,
  exploration: Exploration,
  compiled: CompiledExploration,
  { signal, ...site }: PlanningSite & Abortable,
): Promise<CountedBase | undefined> {
  const plan = planExploration(exploration, compiled, site)
  if (plan === undefined) return undefined
  const found = await kernel.storage.transaction(async (tx) => tx.explorer?.explore(plan, { signal }))
  if (found === undefined) return undefined
  const groups = new Map<string, Partial>()
  // Without a dimension there is one group, also of nothing.
  if (compiled.dimensions.length === 0 && found.groups.length === 0)
    groups.set('[]', { keys: [], size: 0, measures: plan.measures.map(() => NOTHING) })
  for (const group of found.groups) {
    const keys = compiled.dimensions.map(({ ofKey }, place) => ofKey(group.keys[place] ?? null))
    if (keys.includes(undefined)) return undefined
    const slot = JSON.stringify(keys)
    const one: Partial = { ...group, keys: keys as readonly ExplorationCell[] }
    const known = groups.get(slot)
    const together = known === undefined ? one : unite(known, one, plan.measures)
    if (together === undefined || groups.size > MAX_GROUPS) return undefined
    groups.set(slot, together)
  }
  return {
    groups: [...groups.values()].map((group) => ({ keys: group.keys, values: valuesOf(group, exploration) })),
    ofNobody: found.ofNobody,
  }
}

type Partial = Pick<ExploredGroup, 'size' | 'measures'> & { readonly keys: readonly ExplorationCell[] }

const NOTHING: ExploredMeasure = { count: 0, value: null, currency: null }

/** Two groups whose keys core reads as one; `undefined`: how many different values they have together is not known. */
function unite(
  one: Partial,
  other: Partial,
  measures: readonly { readonly of: ExplorationMeasure['of'] }[],
): Partial | undefined {
  const united: ExploredMeasure[] = []
  for (const [place, { of }] of measures.entries()) {
    const a = one.measures[place] as ExploredMeasure
    const b = other.measures[place] as ExploredMeasure
    const value = together(of, a, b)
    const isMixed = a.currency !== null && b.currency !== null && a.currency !== b.currency
    if (value === undefined || isMixed) return undefined
    united.push({ count: a.count + b.count, value, currency: a.currency ?? b.currency })
  }
  return { keys: one.keys, size: one.size + other.size, measures: united }
}

function together(
  of: ExplorationMeasure['of'],
  a: ExploredMeasure,
  b: ExploredMeasure,
): ExploredMeasure['value'] | undefined {
  if (a.count === 0) return b.value
  if (b.count === 0) return a.value
  if (of === 'contacts' || of === 'distinct' || a.value === null || b.value === null) return undefined
  if (of === 'sum' || of === 'avg') return writeDecimal(addDecimals(decimalOf(a.value), decimalOf(b.value)))
  const isLess = (compareScalars(a.value, b.value) ?? 0) < 0
  return isLess === (of === 'min') ? a.value : b.value
}

/** What the measures of a group come to: sum and distinct over nothing are 0; average, minimum and maximum are then missing. */
export function valuesOf(
  { size, measures }: Pick<ExploredGroup, 'size' | 'measures'>,
  exploration: Exploration,
): readonly ExplorationCell[] {
  let place = 0
  return Object.values(exploration.measures).map(({ of }) => {
    if (of === 'count') return size
    const { count, value } = measures[place++] ?? NOTHING
    if (of === 'avg') return count === 0 ? null : Number(value) / count
    return of === 'min' || of === 'max' ? value : Number(value ?? 0)
  })
}
