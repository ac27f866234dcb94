import type { ProgramNeeds } from '../engine/program.ts'
import type { Kernel } from '../kernel.ts'
import type { Contact } from '../model/contact.ts'
import { createFactStore, type FactStore } from '../profile/facts.ts'
import { loadLinkedRows } from '../profile/linked-rows.ts'
import { refuseAborted } from '../runtime/refuse-aborted.ts'
import { yieldTurn } from '../runtime/yield-turn.ts'

/** Rows that are in memory at a time. */
const PAGE = 500

/** Stands for nobody. */
const NOBODY: Contact = {
  contactId: '',
  fields: {},
  createdAt: 0,
  updatedAt: 0,
  lastSeenAt: undefined,
  version: 0,
}

/** The rows of a table that belong to no contact, page by page, with the rows that their links lead to. */
export async function* nobodyPages(
  kernel: Kernel,
  table: string,
  needs: ProgramNeeds,
  signal: AbortSignal | undefined,
): AsyncGenerator<FactStore> {
  let after: string | undefined
  for (;;) {
    refuseAborted(signal)
    const page = { after, limit: PAGE }
    const { rows, facts } = await kernel.storage.transaction(async (tx) => {
      const scanned = await tx.rows.scan(table, page)
      const store = createFactStore(NOBODY, kernel.defaultZone)
      for (const row of scanned) if (row.contactId === undefined) store.putRow(table, row)
      await loadLinkedRows(tx, [store], needs, kernel)
      return { rows: scanned, facts: store }
    })
    yield facts
    if (rows.length < PAGE) return
    after = rows.at(-1)?.key
    await yieldTurn()
  }
}
