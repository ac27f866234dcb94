import { ClienteleError } from '../errors.ts'
import type { IngestKernel } from '../intake/ingest-batch.ts'
import type { StorageTransaction } from '../ports/storage.ts'
import type { LinkDecision } from './contacts-api.ts'
import { conflict, type Linked, linkOf } from './link-contacts.ts'
import { resettle } from './resettle.ts'

/**
 * Says that two records are one person, or are two, and resolves them anew; the caller holds the lock of identity.
 * Answers the contact of the first.
 *
 * @throws `NOT_FOUND`; `LINK_CONFLICT` where the opposite was decided
 */
export async function decideOnRecords(
  tx: StorageTransaction,
  kind: 'must' | 'cannot',
  [a, b]: readonly [string, string],
  decision: LinkDecision,
  kernel: IngestKernel,
): Promise<Linked<string>> {
  const records = await tx.records.byIds([a, b])
  if (records.length < 2)
    throw new ClienteleError(
      'NOT_FOUND',
      'Expected the ids of two stored records, got one that is not; see `identity.review.list`.',
    )
  const opposite = kind === 'must' ? 'cannot' : 'must'
  const links = await tx.links.ofRecords([a])
  if (links.some((link) => link.kind === opposite && (link.a === b || link.b === b))) throw conflict()
  const now = kernel.now()
  await tx.links.put([linkOf(kind, a, b, decision, now)])
  const done = await resettle(tx, records, kernel, { now, cause: { decision: kind, actor: decision.by } })
  const answer = done.contactOf.get(a)!
  // Bans are inherited by the contacts: one of them stands against it.
  if (kind === 'must' && done.contactOf.get(b) !== answer) throw conflict()
  const audit = { actor: decision.by, action: `identity.${kind}`, subject: answer, details: {} }
  await tx.audit.append([{ id: kernel.nextId(), at: now, ...audit }])
  return { ...done, answer }
}
