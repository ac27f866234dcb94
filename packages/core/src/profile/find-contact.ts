import { ClienteleError } from '../errors.ts'
import { type IdentifierKernel, readIdentifier } from '../intake/read-identifiers.ts'
import type { Contact } from '../model/contact.ts'
import type { Identifier } from '../model/identifier.ts'
import type { StorageTransaction } from '../ports/storage.ts'

/** The live contact that an id stands for. */
export async function liveContact(tx: StorageTransaction, contactId: string): Promise<Contact | undefined> {
  const live = (await tx.contacts.resolve([contactId])).get(contactId)
  return live === undefined ? undefined : (await tx.contacts.byIds([live]))[0]
}

/** The live contact that an id stands for. @throws `NOT_FOUND` */
export async function mustFind(tx: StorageTransaction, contactId: string): Promise<Contact> {
  const contact = await liveContact(tx, contactId)
  if (contact !== undefined) return contact
  throw new ClienteleError(
    'NOT_FOUND',
    'Expected the id of a contact, got one that is unknown or was erased; find it by an identifier.',
    { details: { contactId } },
  )
}

/**
 * The contact that has an identifier, read by the recipe of its type. Where the identifier was refused as evidence
 * and several have it, the one who had it first.
 */
export async function contactWith(
  tx: StorageTransaction,
  identifier: Identifier,
  kernel: IdentifierKernel,
): Promise<Contact | undefined> {
  const read = readIdentifier(identifier, kernel)
  if (read === undefined) return undefined
  const claims = await tx.records.claiming([read.claim])
  if (claims.length === 0) return undefined
  const contactIds = new Set(claims.map(({ contactId }) => contactId))
  let first = claims[0]!.contactId
  if (contactIds.size > 1) {
    const records = await tx.records.byIds(claims.map(({ recordId }) => recordId))
    first = [...records].sort(
      (a, b) => a.firstSeenAt - b.firstSeenAt || (a.recordId < b.recordId ? -1 : 1),
    )[0]!.contactId
  }
  return (await tx.contacts.byIds([first]))[0]
}
