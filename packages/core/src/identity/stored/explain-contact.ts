import type { StorageTransaction } from '../../ports/storage.ts'
import type { ContactExplanation } from '../../profile/contacts-api.ts'
import { loadComponent } from './component.ts'
import { groupsOf, type ResolutionKernel } from './resolve-stored.ts'

/** Says why the records of a contact are together: the reasons by which resolution holds them today, and the log. */
export async function explainContact(
  tx: StorageTransaction,
  contactId: string,
  kernel: ResolutionKernel,
): Promise<ContactExplanation> {
  const records = await tx.records.ofContacts([contactId])
  const component = await loadComponent(tx, records, [], kernel)
  const { groups } = groupsOf(component, await kernel.matching?.inForce(tx), kernel)
  const own = new Set(records.map(({ recordId }) => recordId))
  const group = groups.find(({ recordIds }) => recordIds.some((recordId) => own.has(recordId)))
  return {
    contactId,
    records: group?.recordIds ?? [...own].sort(),
    reasons: group?.reasons ?? [],
    log: await tx.identityLog.ofContacts([contactId]),
  }
}
