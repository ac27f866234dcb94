import { compareText } from '../identity/compare-text.ts'
import type { ContactRecord } from '../model/record.ts'
import type { StorageTransaction } from '../ports/storage.ts'

/** The record of each contact that what is written about it follows through merges and splits: its oldest one. */
export async function anchorsOf(
  tx: StorageTransaction,
  contactIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const oldest = new Map<string, ContactRecord>()
  for (const record of await tx.records.ofContacts(contactIds)) {
    const known = oldest.get(record.contactId)
    if (known === undefined || isOlder(record, known)) oldest.set(record.contactId, record)
  }
  return new Map([...oldest].map(([contactId, { recordId }]) => [contactId, recordId]))
}

function isOlder(one: ContactRecord, other: ContactRecord): boolean {
  return (one.firstSeenAt - other.firstSeenAt || compareText(one.recordId, other.recordId)) < 0
}
