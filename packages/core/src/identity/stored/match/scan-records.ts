import type { ContactRecord } from '../../../model/record.ts'
import type { RecordLink } from '../../../ports/repositories/links.ts'
import type { Storage } from '../../../ports/storage.ts'
import { refuseAborted } from '../../../runtime/refuse-aborted.ts'
import { yieldTurn } from '../../../runtime/yield-turn.ts'

const PAGE = 1000

/** Some records, with the links of which one of them is the first end. */
export interface RecordPage {
  readonly records: readonly ContactRecord[]
  readonly links: readonly RecordLink[]
}

/** All records in the order of their ids, page by page; with their links where these are wanted. */
export async function* scanRecords(
  storage: Storage,
  options: {
    readonly links: boolean
    readonly after?: string | undefined
    readonly limit?: number | undefined
    readonly signal?: AbortSignal | undefined
  },
): AsyncGenerator<RecordPage> {
  const { limit = PAGE } = options
  let { after } = options
  for (;;) {
    refuseAborted(options.signal)
    const page = await storage.transaction(async (tx): Promise<RecordPage> => {
      const records = await tx.records.scan({ after, limit })
      const own = new Set(records.map(({ recordId }) => recordId))
      const links = options.links ? await tx.links.ofRecords([...own]) : []
      return { records, links: links.filter(({ a }) => own.has(a)) }
    })
    if (page.records.length > 0) yield page
    if (page.records.length < limit) return
    after = page.records.at(-1)!.recordId
    await yieldTurn()
  }
}
