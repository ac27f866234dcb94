import { byContact } from '../base/group-by.ts'
import { catchUp, reactTo } from '../engine/advance.ts'
import type { DefinitionBook } from '../engine/definition-book.ts'
import { workOnContacts } from '../engine/work-on-contacts.ts'
import { ClienteleError } from '../errors.ts'
import { compareText } from '../identity/compare-text.ts'
import type { Kernel } from '../kernel.ts'
import type { TableRow } from '../model/table.ts'
import type { Page } from '../ports/page.ts'
import type { StorageTransaction } from '../ports/storage.ts'
import { touch } from '../profile/contact-state.ts'
import { refuseAborted } from '../runtime/refuse-aborted.ts'
import { yieldTurn } from '../runtime/yield-turn.ts'
import { segmentOf } from '../segments/ask.ts'
import { anchorsOf } from './anchors.ts'
import type { ListDecisionOptions, ListEntry, ListResult, ListsApi } from './lists-api.ts'
import type { ListDecision } from './membership-rule.ts'
import { LIST_DECISIONS } from './own-tables.ts'

/** Contacts whose decisions are written in one transaction. */
const BATCH = 500
const DEFAULT_PAGE = 100

/** Makes the door of the lists. */
export function createListsApi(kernel: Kernel, { book }: { readonly book: DefinitionBook }): ListsApi {
  const decide =
    (decision: ListDecision): ListsApi['add'] =>
    async (listId, contactIds, options) => {
      await listOf(kernel, book, listId)
      const result = { changed: 0, unchanged: 0, unknown: [] as string[] }
      const wanted = [...new Set(contactIds)]
      for (let start = 0; start < wanted.length; start += BATCH) {
        refuseAborted(options.signal)
        const slice = wanted.slice(start, start + BATCH)
        const done = await decideSlice(kernel, { listId, decision, contactIds: slice, options })
        result.changed += done.changed
        result.unchanged += done.unchanged
        result.unknown.push(...done.unknown)
        await yieldTurn()
      }
      return result
    }
  return {
    add: decide('added'),
    remove: decide('removed'),
    release: decide('released'),
    entries: async (listId, page) => {
      await listOf(kernel, book, listId)
      return kernel.storage.transaction((tx) => entriesOf(tx, listId, page))
    },
  }
}

/** @throws `UNKNOWN_DEFINITION`, `INVALID_INPUT` */
async function listOf(kernel: Kernel, book: DefinitionBook, listId: string): Promise<void> {
  // Another process may just have made it manual.
  if (kernel.storage.capabilities.multiWorker) await book.refresh()
  if (segmentOf(book, listId).definition.manual === true) return
  throw new ClienteleError(
    'INVALID_INPUT',
    `Expected a segment whose members may be set by hand, got \`${listId}\`, which has only a rule; save it with \`manual: true\` first.`,
    { details: { listId } },
  )
}

interface Slice {
  readonly listId: string
  readonly decision: ListDecision
  readonly contactIds: readonly string[]
  readonly options: ListDecisionOptions
}

async function decideSlice(kernel: Kernel, slice: Slice): Promise<ListResult> {
  const { listId, decision, options } = slice
  const { by, reason } = options
  let result: ListResult = { changed: 0, unchanged: 0, unknown: [] }
  let anchors: ReadonlyMap<string, string> = new Map()
  let rows: TableRow[] = []
  await workOnContacts(kernel, {
    choose: async (tx) => {
      // A conflict with another worker runs it all again.
      rows = []
      const live = await tx.contacts.resolve(slice.contactIds)
      const contactIds = [...new Set(live.values())]
      const undecided = await undecidedOf(tx, listId, decision, contactIds)
      anchors = await anchorsOf(tx, undecided)
      result = {
        changed: undecided.length,
        unchanged: contactIds.length - undecided.length,
        unknown: slice.contactIds.filter((contactId) => !live.has(contactId)),
      }
      return undecided
    },
    work: (state, program) => {
      const now = kernel.clock.now()
      const { contactId } = state.contact
      catchUp(state, now, program, kernel)
      const values = { list: listId, decision, by, ...(reason === undefined ? {} : { reason }), at: now }
      const row: TableRow = {
        table: LIST_DECISIONS,
        key: `${listId}/${kernel.nextId()}`,
        contactId,
        recordId: anchors.get(contactId),
        at: now,
        observedAt: now,
        receivedAt: now,
        values,
      }
      rows.push(row)
      state.facts.putRow(LIST_DECISIONS, row)
      touch(state)
      reactTo(
        state,
        { type: 'row', table: LIST_DECISIONS, at: now, values, previous: undefined },
        now,
        program,
        kernel,
      )
    },
    alongside: (tx) => tx.rows.put(rows),
    keep: false,
  })
  return result
}

/** Those for whom the decision is not the one that stands already. */
async function undecidedOf(
  tx: StorageTransaction,
  listId: string,
  decision: ListDecision,
  contactIds: readonly string[],
): Promise<readonly string[]> {
  const decisions = byContact(await tx.rows.ofContacts(contactIds, [LIST_DECISIONS]))
  return contactIds.filter((contactId) => {
    const own = (decisions.get(contactId) ?? []).filter(({ values }) => values.list === listId)
    const standing = own.reduce<TableRow | undefined>(later, undefined)?.values.decision ?? 'released'
    return standing !== decision
  })
}

/** The order of "last" in conditions: by instant, then by key. */
function later(one: TableRow | undefined, other: TableRow): TableRow {
  if (one === undefined) return other
  const order = (one.at ?? 0) - (other.at ?? 0) || compareText(one.key, other.key)
  return order > 0 ? one : other
}

async function entriesOf(
  tx: StorageTransaction,
  listId: string,
  page: Partial<Page> | undefined,
): Promise<readonly ListEntry[]> {
  const after = page?.after ?? `${listId}/`
  const rows = await tx.rows.scan(LIST_DECISIONS, { after, limit: page?.limit ?? DEFAULT_PAGE })
  return rows
    .filter(({ key, contactId }) => key.startsWith(`${listId}/`) && contactId !== undefined)
    .map(({ key, contactId, at, values }) => ({
      key,
      contactId: contactId as string,
      decision: values.decision as ListDecision,
      at: at as number,
      by: values.by as string,
      reason: values.reason as string | undefined,
    }))
}
