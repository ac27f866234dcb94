import type { Kernel } from '../kernel.ts'
import type { Contact } from '../model/contact.ts'
import type { JsonObject } from '../model/json.ts'
import type { StorageTransaction } from '../ports/storage.ts'
import { viewContact } from '../profile/view-contact.ts'
import type { TraitKernel } from '../traits/read-traits.ts'

/** Everything about one person as JSON: what the person may ask for (GDPR, articles 15 and 20). */
export async function exportContact(
  tx: StorageTransaction,
  contact: Contact,
  kernel: TraitKernel & Pick<Kernel, 'now'>,
): Promise<JsonObject> {
  const ids = [contact.contactId]
  const everything = {
    exportedAt: new Date(kernel.now()).toISOString(),
    ...(await viewContact(tx, contact, kernel)),
    memberships: await tx.memberships.ofContacts(ids),
    traitHistory: await tx.traits.changesOf(ids),
    segmentHistory: await tx.memberships.changesOf(ids),
    runs: await tx.runs.ofContacts(ids),
    messages: await tx.messages.ofContacts(ids),
    identityLog: await tx.identityLog.ofContacts(ids),
  }
  // Leaves out what is `undefined`, so that the answer is JSON.
  return JSON.parse(JSON.stringify(everything)) as JsonObject
}
