import type { DefinitionBook } from '../../engine/definition-book.ts'
import { ClienteleError } from '../../errors.ts'
import { compareText } from '../../identity/compare-text.ts'
import type { Kernel } from '../../kernel.ts'
import { idPagesOf } from './id-pages.ts'
import type { Overlap, OverlapSet } from './overlap-api.ts'
import { walkSets } from './walk-sets.ts'

/** Two to this power patterns can be told apart at most: what the counts hold in memory. */
const MAX_SETS = 16

/** A set with its name. */
type NamedSet = Exclude<OverlapSet, string>

/**
 * Counts who is in which of some segments and conditions: one walk over sorted ids side by side, with a page of each
 * set and one count for each pattern in memory.
 *
 * @throws `LIMIT_EXCEEDED`, `INVALID_INPUT`, `UNKNOWN_DEFINITION`, `INVALID_CONDITION`, `ABORTED`
 */
export async function countOverlap(
  kernel: Kernel,
  book: DefinitionBook,
  given: readonly OverlapSet[],
  signal: AbortSignal | undefined,
): Promise<Overlap> {
  const sets = given.map((set) => (typeof set === 'string' ? { name: set, where: { segment: set } } : set))
  refuseUnclear(sets)
  const at = kernel.clock.now()
  const pages = given.map((set) =>
    idPagesOf(kernel, book, typeof set === 'string' ? set : set.where, { at, signal }),
  )
  const counts = new Map<number, number>()
  await walkSets(pages, (_, places) => {
    let pattern = 0
    for (const place of places) pattern |= 1 << place
    counts.set(pattern, (counts.get(pattern) ?? 0) + 1)
  })
  const contacts = await kernel.storage.transaction((tx) => tx.contacts.count())
  return readPatterns(
    sets.map(({ name }) => name),
    counts,
    { at, contacts },
  )
}

/** What the counts of the patterns say: bit k of a pattern stands for the set k. */
export function readPatterns(
  names: readonly string[],
  counts: ReadonlyMap<number, number>,
  base: Pick<Overlap, 'at' | 'contacts'>,
): Overlap {
  const sumOf = (matches: (pattern: number) => boolean): number => {
    let sum = 0
    for (const [pattern, contacts] of counts) if (matches(pattern)) sum += contacts
    return sum
  }
  const places = names.map((_, place) => place)
  const has = (pattern: number, place: number): boolean => (pattern & (1 << place)) !== 0
  const union = sumOf(() => true)
  return {
    ...base,
    sets: places.map((place) => ({
      name: names[place] as string,
      contacts: sumOf((pattern) => has(pattern, place)),
      only: counts.get(1 << place) ?? 0,
    })),
    union,
    intersection: counts.get(2 ** names.length - 1) ?? 0,
    outside: Math.max(0, base.contacts - union),
    both: places.map((a) => places.map((b) => sumOf((pattern) => has(pattern, a) && has(pattern, b)))),
    without: places.map((a) => places.map((b) => sumOf((pattern) => has(pattern, a) && !has(pattern, b)))),
    intersections: [...counts]
      .map(([pattern, contacts]) => ({ sets: names.filter((_, place) => has(pattern, place)), contacts }))
      .sort((a, b) => b.contacts - a.contacts || compareText(a.sets.join('\u0000'), b.sets.join('\u0000'))),
  }
}

function refuseUnclear(sets: readonly NamedSet[]): void {
  if (sets.length > MAX_SETS)
    throw new ClienteleError(
      'LIMIT_EXCEEDED',
      `Expected at most ${MAX_SETS} sets to be crossed at once, got ${sets.length}; cross fewer.`,
    )
  if (new Set(sets.map(({ name }) => name)).size === sets.length && sets.length > 0) return
  throw new ClienteleError(
    'INVALID_INPUT',
    'Expected one set or more, each of another name; give every condition a `name` of its own.',
  )
}
