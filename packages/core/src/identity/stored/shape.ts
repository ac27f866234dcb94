import type { Instant } from '../../model/instant.ts'
import type { StorageTransaction } from '../../ports/storage.ts'
import type { AssignedGroup } from '../assign-contact-ids.ts'
import type { ContactMoves } from './apply-moves.ts'

/** How contacts give and take records. */
export interface Shape {
  readonly gained: ReadonlySet<string>
  readonly lost: ReadonlySet<string>
  /** Contacts whose records are in more than one contact now. */
  readonly parted: ReadonlySet<string>
  readonly lastSeenAt: ReadonlyMap<string, Instant | undefined>
}

/** Works out who gives records to whom, and reads when they were last seen, before anything is moved. */
export async function shapeOf(
  tx: StorageTransaction,
  moves: ContactMoves,
  groups: readonly AssignedGroup[],
  contactBefore: (recordId: string) => string | undefined,
): Promise<Shape> {
  const gained = new Set(moves.records.map(({ contactId }) => contactId))
  const lost = new Set(moves.records.map(({ from }) => from))
  const parted = new Set<string>()
  const lastSeenAt = new Map<string, Instant | undefined>()
  if (moves.records.length === 0) return { gained, lost, parted, lastSeenAt }
  const home = new Map<string, string>()
  for (const { contactId, recordIds } of groups) {
    for (const recordId of recordIds) {
      const from = contactBefore(recordId)
      if (from === undefined) continue
      if ((home.get(from) ?? contactId) !== contactId) parted.add(from)
      home.set(from, contactId)
    }
  }
  for (const contact of await tx.contacts.byIds([...new Set([...gained, ...lost])].sort()))
    lastSeenAt.set(contact.contactId, contact.lastSeenAt)
  return { gained, lost, parted, lastSeenAt }
}
