import type { Condition } from '../../conditions/ast.ts'
import type { DefinitionBook } from '../../engine/definition-book.ts'
import type { Kernel } from '../../kernel.ts'
import type { Page } from '../../ports/page.ts'
import type { ContactQuery, StorageTransaction } from '../../ports/storage.ts'
import { refuseAborted } from '../../runtime/refuse-aborted.ts'
import { yieldTurn } from '../../runtime/yield-turn.ts'
import { isForDatabase, matchesOf, queryOf, segmentOf } from '../ask.ts'
import type { IdPages } from './walk-sets.ts'

/** Ids that are in memory at a time. */
const PAGE = 2000

/**
 * The ids of those who are in a segment, or for whom a condition is true at the instant of the query: from the
 * memberships, from the database, or evaluated in this process, whichever can.
 *
 * @throws `UNKNOWN_DEFINITION`, `INVALID_CONDITION`
 */
export function idPagesOf(
  kernel: Kernel,
  book: DefinitionBook,
  what: string | Condition,
  { at, signal }: { readonly at: number; readonly signal?: AbortSignal | undefined },
): IdPages {
  if (typeof what === 'string') {
    segmentOf(book, what)
    return readIds(kernel, (tx, page) => tx.memberships.members(what, page), signal)
  }
  const query: ContactQuery = { ...queryOf(kernel, book, what), at }
  if (isForDatabase(kernel, query))
    return readIds(kernel, async (tx, page) => (await tx.select?.ids(query, page)) ?? [], signal)
  return matchedIds(kernel, book, query, signal)
}

/** Pages of ids of one paged read, page after page; the process has its turn between two. */
export async function* readIds(
  kernel: Kernel,
  read: (tx: StorageTransaction, page: Page) => Promise<readonly string[]>,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly string[]> {
  let after: string | undefined
  for (;;) {
    refuseAborted(signal)
    const page = { after, limit: PAGE }
    const ids = await kernel.storage.transaction((tx) => read(tx, page))
    if (ids.length > 0) yield ids
    if (ids.length < PAGE) return
    after = ids.at(-1)
    await yieldTurn()
  }
}

async function* matchedIds(
  kernel: Kernel,
  book: DefinitionBook,
  query: ContactQuery,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly string[]> {
  for await (const matched of matchesOf(kernel, book, query, undefined, signal))
    yield matched.map(({ contact }) => contact.contactId)
}
