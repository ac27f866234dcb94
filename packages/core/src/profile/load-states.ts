import type { Kernel } from '../kernel.ts'
import type { StorageTransaction } from '../ports/storage.ts'
import type { ContactState } from './contact-state.ts'
import { loadWithHousemates } from './housemates.ts'
import { loadLinkedRows } from './linked-rows.ts'
import { loadOwnStates } from './load-own-states.ts'

/**
 * Loads the working states of live contacts, locked until the end of the transaction, with all that the program's
 * conditions read: the rows that links lead to, and those who live with them, as far as anything reads what they do.
 * Ids that are no live contact are left out.
 */
export async function loadStates(
  tx: StorageTransaction,
  contactIds: Iterable<string>,
  kernel: Pick<Kernel, 'cache' | 'program' | 'now' | 'tables' | 'events' | 'storage'>,
): Promise<Map<string, ContactState>> {
  const asked = new Set(contactIds)
  const { needs } = kernel.program()
  const states = await (needs.households
    ? loadWithHousemates(tx, asked, kernel)
    : loadOwnStates(tx, asked, kernel))
  const stores = [...states.values()].map(({ facts }) => facts)
  await loadLinkedRows(tx, stores, needs, kernel)
  for (const contactId of states.keys()) if (!asked.has(contactId)) states.delete(contactId)
  return states
}
