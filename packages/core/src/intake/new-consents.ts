import type { Consent } from '../model/consent.ts'
import type { StorageTransaction } from '../ports/storage.ts'
import type { BatchDraft } from './draft-item.ts'

/** Decisions of a batch that the ledger does not know yet, and the places of the items that bring them. */
export async function newConsents(
  tx: StorageTransaction,
  draft: BatchDraft,
  contactOf: (recordId: string | undefined) => string | undefined,
): Promise<{ readonly consents: readonly Consent[]; readonly places: ReadonlySet<number> }> {
  const said: { readonly place: number; readonly consent: Consent }[] = []
  draft.items.forEach(({ item }, place) => {
    if (item.type !== 'record') return
    const { recordId } = item.statement
    const contactId = contactOf(recordId)
    if (contactId !== undefined)
      for (const consent of item.statement.consents)
        said.push({ place, consent: { ...consent, contactId, recordId } })
  })
  if (said.length === 0) return { consents: [], places: new Set() }
  const ledger = await tx.consents.ofContacts([...new Set(said.map(({ consent }) => consent.contactId))])
  const known = new Set(ledger.map(decisionKey))
  const consents: Consent[] = []
  const places = new Set<number>()
  for (const { place, consent } of said) {
    const key = decisionKey(consent)
    if (known.has(key)) continue
    known.add(key)
    consents.push(consent)
    places.add(place)
  }
  return { consents, places }
}

/** One decision is one line of the ledger, however often it is delivered. */
function decisionKey({ recordId, channel, purpose, address, status, at }: Consent): string {
  return JSON.stringify([recordId, channel, purpose, address ?? null, status, at])
}
