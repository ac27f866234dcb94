import { readPages } from '../base/base-reader.ts'
import { compileProgram } from '../engine/compile-program.ts'
import type { DefinitionBook } from '../engine/definition-book.ts'
import { DEFINITIONS_LOCK, REMOVED } from '../engine/definitions.ts'
import type { Sweeper } from '../engine/sweeper.ts'
import type { Kernel } from '../kernel.ts'
import type { Page } from '../ports/page.ts'
import type { ContactQuery, StorageTransaction } from '../ports/storage.ts'
import { isForDatabase, matchesOf, queryOf, segmentOf, unknownSegment } from './ask.ts'
import { countOverlap } from './crossing/overlap.ts'
import { explainMember } from './explain.ts'
import { parseSegment } from './parse.ts'
import { createPreview } from './preview.ts'
import { refuseLabel, saveSegments } from './save-segments.ts'
import type { SegmentsApi, StoredSegment } from './segments-api.ts'

/** What segments stand on besides the kernel. */
export interface SegmentsParts {
  readonly book: DefinitionBook
  readonly sweeper: Sweeper
  readonly preCount: SegmentsApi['preCount']
}

const DEFAULT_PAGE = 100

/** Makes the door of the segments. */
export function createSegmentsApi(kernel: Kernel, { book, sweeper, preCount }: SegmentsParts): SegmentsApi {
  const count: SegmentsApi['count'] = async (what, options = {}) => {
    if (typeof what === 'string') {
      segmentOf(book, what)
      return kernel.storage.transaction((tx) => tx.memberships.count(what))
    }
    const query = queryOf(kernel, book, what)
    const pushed = isForDatabase(kernel, query)
      ? await kernel.storage.transaction(async (tx) => tx.select?.count(query))
      : undefined
    if (pushed !== undefined) return pushed
    let count = 0
    for await (const matched of matchesOf(kernel, book, query, undefined, options.signal))
      count += matched.length
    return count
  }

  return {
    save: async (input, options = {}) => {
      const definition = parseSegment(input)
      const { by = 'api', expectedVersion, replayEntries } = options
      const asked = { by, expectedVersion, replayEntries }
      const { saved, total } = await kernel.storage.transaction(async (tx) => ({
        saved: await saveSegments(tx, kernel, book, [definition], asked),
        total: options.onProgress === undefined ? 0 : await tx.contacts.count(),
      }))
      // First who is still to be evaluated, then the new version: nobody is taken to have moved by it.
      await sweeper.load()
      await book.refresh()
      let done = 0
      const onSlice = (contacts: number) => {
        done += contacts
        options.onProgress?.({ done, total: Math.max(total, done) })
      }
      await sweeper.finish({ signal: options.signal, onSlice })
      return saved[0] as StoredSegment
    },
    list: async () => (await kernel.storage.transaction(book.read)).segments,
    remove: async (segmentId) => {
      await kernel.storage.transaction((tx) => removeSegment(tx, kernel, book, segmentId))
      await book.refresh()
    },
    count,
    countAt: async (segmentId, at) => {
      segmentOf(book, segmentId)
      let members = 0
      const read = (after: string | undefined) =>
        kernel.storage.transaction((tx) => tx.memberships.membersAt(segmentId, at, { after, limit: 500 }))
      for await (const _ of readPages(read, (contactId) => contactId, undefined)) members++
      return members
    },
    explain: (what, contactId, { at = kernel.clock.now() } = {}) =>
      kernel.storage.transaction((tx) => explainMember(tx, kernel, book, what, contactId, at)),
    members: async (what, page) => {
      if (typeof what !== 'string') return matchedIds(kernel, book, queryOf(kernel, book, what), pageOf(page))
      segmentOf(book, what)
      return kernel.storage.transaction((tx) => tx.memberships.members(what, pageOf(page)))
    },
    membersAt: async (segmentId, at, page) => {
      segmentOf(book, segmentId)
      return kernel.storage.transaction((tx) => tx.memberships.membersAt(segmentId, at, pageOf(page)))
    },
    overlap: (sets, options = {}) => countOverlap(kernel, book, sets, options.signal),
    ...createPreview(kernel, { book, count }),
    preCount,
  }
}

async function matchedIds(
  kernel: Kernel,
  book: DefinitionBook,
  query: ContactQuery,
  page: Page,
): Promise<readonly string[]> {
  const pushed = isForDatabase(kernel, query)
    ? await kernel.storage.transaction(async (tx) => tx.select?.ids(query, page))
    : undefined
  if (pushed !== undefined) return pushed
  const ids: string[] = []
  for await (const matched of matchesOf(kernel, book, query, page.after, undefined)) {
    for (const { contact } of matched) ids.push(contact.contactId)
    if (ids.length >= page.limit) break
  }
  return ids.slice(0, page.limit)
}

function pageOf(page: Partial<Page> | undefined): Page {
  return { after: page?.after, limit: page?.limit ?? DEFAULT_PAGE }
}

async function removeSegment(
  tx: StorageTransaction,
  kernel: Kernel,
  book: DefinitionBook,
  segmentId: string,
): Promise<void> {
  await tx.lock([DEFINITIONS_LOCK])
  const stored = await book.read(tx)
  const segments = stored.segments.filter((one) => one.definition.id !== segmentId)
  const removed = stored.segments.find((one) => one.definition.id === segmentId)
  if (removed === undefined) throw unknownSegment(segmentId)
  refuseLabel(removed)
  // Whatever stands on it would not compile any more: refused, and named.
  compileProgram({ ...stored, segments }, book.settings)
  await tx.definitions.setState('segment', segmentId, REMOVED)
  await tx.memberships.drop(segmentId)
  await tx.audit.append([
    {
      id: kernel.nextId(),
      at: kernel.clock.now(),
      actor: 'api',
      action: 'segment.remove',
      subject: segmentId,
      details: {},
    },
  ])
}
