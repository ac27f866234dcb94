import type { DefinitionBook } from '../engine/definition-book.ts'
import type { Kernel } from '../kernel.ts'
import type { StorageView } from '../ports/storage.ts'
import { refuseAborted } from '../runtime/refuse-aborted.ts'
import { valuesOf } from './ask-database.ts'
import type { ExplorationGroup } from './exploration.ts'
import type { Explore, StreamGroups } from './explore-api.ts'
import { MAX_GROUPS } from './groups.ts'
import { planExploration } from './plan-exploration.ts'
import { type Question, questionOf } from './question.ts'

/** What groups are streamed with. */
export interface StreamingParts {
  readonly book: DefinitionBook
  /** Answers what cannot be streamed. */
  readonly explore: Explore
}

/**
 * Makes what hands out groups one by one. Where the database makes all of them by itself they are fetched page by page
 * from a view of the base, and nobody holds them; else they are those of the answer.
 */
export function createStreamGroups(kernel: Kernel, { book, explore }: StreamingParts): StreamGroups {
  return async function* streamGroups(input, { signal } = {}) {
    refuseAborted(signal)
    const question = questionOf(kernel, book, input)
    const { orderBy, limit = MAX_GROUPS } = question.exploration
    // In an order, the first is known when the last is.
    if (orderBy === undefined && question.exploration.limit === undefined) {
      const view = await kernel.storage.view?.()
      try {
        const pages = view && (await pagesOf(view, question, signal))
        if (pages !== undefined) {
          for await (const page of pages) yield* page
          return
        }
      } finally {
        await view?.end()
      }
    }
    yield* (await explore({ ...input, limit }, { signal })).groups
  }
}

/** Groups of a view, as they are answered; `undefined` where the database cannot say them by itself. */
async function pagesOf(
  { transaction }: StorageView,
  { exploration, compiled, site, having }: Question,
  signal: AbortSignal | undefined,
): Promise<AsyncIterable<readonly ExplorationGroup[]> | undefined> {
  const plan = planExploration(exploration, compiled, site)
  const pages = plan && (await transaction.explorer?.stream?.(plan, { signal }))
  if (pages === undefined) return undefined
  const names = [...Object.keys(exploration.dimensions ?? {}), ...Object.keys(exploration.measures)]
  return (async function* () {
    for await (const page of pages) {
      refuseAborted(signal)
      const groups: ExplorationGroup[] = []
      for (const group of page) {
        const values = valuesOf(group, exploration)
        if (having !== undefined && !having(values)) continue
        const keys = compiled.dimensions.map(({ ofKey }, place) => ofKey(group.keys[place] ?? null) ?? null)
        const cells = [...keys, ...values]
        groups.push(Object.fromEntries(names.map((name, place) => [name, cells[place] ?? null])))
      }
      yield groups
    }
  })()
}
