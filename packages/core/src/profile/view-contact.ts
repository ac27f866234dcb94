import { compareText } from '../identity/compare-text.ts'
import type { Kernel } from '../kernel.ts'
import type { Contact } from '../model/contact.ts'
import type { Identifier } from '../model/identifier.ts'
import type { JsonObject } from '../model/json.ts'
import type { StorageTransaction } from '../ports/storage.ts'
import { type TraitKernel, traitValuesOf } from '../traits/read-traits.ts'
import type { ContactView } from './contacts-api.ts'

/** Everything that is known of one person, read in bulk. */
export async function viewContact(
  tx: StorageTransaction,
  contact: Contact,
  kernel: TraitKernel & Pick<Kernel, 'now'>,
): Promise<ContactView> {
  const ids = [contact.contactId]
  const [records, rows, events, consents, scores, memberships] = [
    await tx.records.ofContacts(ids),
    await tx.rows.ofContacts(ids, [...kernel.tables.keys()]),
    await tx.events.find({ contactIds: ids }),
    await tx.consents.ofContacts(ids),
    await tx.scores.latestOf(ids),
    await tx.memberships.ofContacts(ids),
  ]
  const latest: Record<string, JsonObject> = {}
  for (const { scorerId, values } of scores) latest[scorerId] = values
  return {
    contact,
    records: [...records].sort(
      (a, b) => a.firstSeenAt - b.firstSeenAt || compareText(a.recordId, b.recordId),
    ),
    identifiers: identifiersOf(records.flatMap(({ identifiers }) => identifiers)),
    rows: [...rows].sort((a, b) => (a.at ?? 0) - (b.at ?? 0) || compareText(a.key, b.key)),
    events: [...events].sort((a, b) => a.occurredAt - b.occurredAt || compareText(a.messageId, b.messageId)),
    consents: [...consents].sort((a, b) => a.at - b.at),
    scores: latest,
    traits: await traitValuesOf(tx, contact, kernel, kernel.now()),
    segments: memberships
      .filter(({ member }) => member)
      .map(({ segmentId }) => segmentId)
      .sort(),
  }
}

/** Each identifier once, verified if any source verified it. */
function identifiersOf(claims: readonly Identifier[]): readonly Identifier[] {
  const byKey = new Map<string, Identifier>()
  for (const claim of claims) {
    const key = `${claim.type}\u0000${claim.value}`
    if (byKey.get(key)?.verified !== true) byKey.set(key, claim)
  }
  return [...byKey.keys()].sort().map((key) => byKey.get(key)!)
}
