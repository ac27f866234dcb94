import { ClienteleError } from '../errors.ts'
import { compareText } from '../identity/compare-text.ts'
import type { IngestKernel } from '../intake/ingest-batch.ts'
import { IDENTITY_LOCK } from '../intake/prepare-batch.ts'
import type { Instant } from '../model/instant.ts'
import type { ContactRecord } from '../model/record.ts'
import type { RecordLink } from '../ports/repositories/links.ts'
import type { StorageTransaction } from '../ports/storage.ts'
import type { LinkDecision } from './contacts-api.ts'
import { mustFind } from './find-contact.ts'
import { type Resettled, resettle } from './resettle.ts'

/** A decision that was carried out: the answer, and what is to be done after the commit. */
export type Linked<Answer> = Omit<Resettled, 'contactOf'> & { readonly answer: Answer }

/** Every pair of a ban is a row: two contacts of more records than this are not parted by hand. */
const MAX_BANS = 100_000

/** Says that two contacts are one person. @throws `NOT_FOUND`; `LINK_CONFLICT` when a ban stands between them */
export async function mergeContacts(
  tx: StorageTransaction,
  ids: readonly [string, string],
  decision: LinkDecision,
  kernel: IngestKernel,
): Promise<Linked<string>> {
  await tx.lock([IDENTITY_LOCK])
  const [a, b] = [await mustFind(tx, ids[0]), await mustFind(tx, ids[1])]
  if (a.contactId === b.contactId) return { answer: a.contactId, states: [], told: [] }
  const sides = [
    byAge(await tx.records.ofContacts([a.contactId])),
    byAge(await tx.records.ofContacts([b.contactId])),
  ] as const
  await refuseBan(tx, sides)
  const now = kernel.now()
  await tx.links.put([linkOf('must', sides[0][0]!.recordId, sides[1][0]!.recordId, decision, now)])
  const cause = { decision: 'merge', actor: decision.by }
  const done = await resettle(tx, [sides[0][0]!, sides[1][0]!], kernel, { now, cause })
  const answer = done.contactOf.get(sides[0][0]!.recordId)!
  if (done.contactOf.get(sides[1][0]!.recordId) !== answer) throw conflict()
  await audit(tx, kernel, 'contact.merge', answer, decision, now)
  return { ...done, answer }
}

/** Takes records out of a contact for good. @throws `NOT_FOUND`, `INVALID_INPUT` */
export async function unmergeContact(
  tx: StorageTransaction,
  contactId: string,
  recordIds: readonly string[],
  decision: LinkDecision,
  kernel: IngestKernel,
): Promise<Linked<string>> {
  await tx.lock([IDENTITY_LOCK])
  const contact = await mustFind(tx, contactId)
  const records = byAge(await tx.records.ofContacts([contact.contactId]))
  const wanted = new Set(recordIds)
  const out = records.filter(({ recordId }) => wanted.has(recordId))
  const rest = records.filter(({ recordId }) => !wanted.has(recordId))
  if (out.length !== wanted.size || out.length === 0 || rest.length === 0)
    throw new ClienteleError(
      'INVALID_INPUT',
      `Expected some of the records of the contact, and not all, got ${out.length} of its ${records.length} and ${wanted.size - out.length} that are not; see \`contacts.view\`.`,
      { details: { contactId: contact.contactId } },
    )
  if (out.length * rest.length > MAX_BANS)
    throw new ClienteleError(
      'LIMIT_EXCEEDED',
      `Expected at most ${MAX_BANS} pairs of records to be kept apart, got ${out.length * rest.length}; take fewer records out at once.`,
    )
  const now = kernel.now()
  await removeLinks(tx, out, ({ kind, a, b }) => kind === 'must' && wanted.has(a) !== wanted.has(b))
  await tx.links.put(
    out.flatMap((one) => rest.map((other) => linkOf('cannot', one.recordId, other.recordId, decision, now))),
  )
  const cause = { decision: 'unmerge', actor: decision.by }
  const done = await resettle(tx, records, kernel, { now, cause })
  const answer = done.contactOf.get(out[0]!.recordId)!
  await audit(tx, kernel, 'contact.unmerge', answer, decision, now)
  return { ...done, answer }
}

/** Takes back what people decided about records, and resolves them anew. @throws `NOT_FOUND` */
export async function undoLinks(
  tx: StorageTransaction,
  recordIds: readonly string[],
  decision: LinkDecision,
  kernel: IngestKernel,
): Promise<Linked<readonly string[]>> {
  await tx.lock([IDENTITY_LOCK])
  const records = await tx.records.byIds(recordIds)
  if (records.length < new Set(recordIds).size)
    throw new ClienteleError(
      'NOT_FOUND',
      'Expected ids of stored records, got one that is not; see `contacts.view`.',
    )
  const others = await removeLinks(tx, records, ({ kind }) => kind === 'must' || kind === 'cannot')
  const now = kernel.now()
  const concerned = await tx.records.byIds([...new Set([...recordIds, ...others])])
  const done = await resettle(tx, concerned, kernel, {
    now,
    cause: { decision: 'undo', actor: decision.by },
  })
  const answer = [...new Set(recordIds.map((recordId) => done.contactOf.get(recordId)!))].sort()
  for (const contactId of answer) await audit(tx, kernel, 'contact.undo', contactId, decision, now)
  return { ...done, answer }
}

function byAge(records: readonly ContactRecord[]): readonly ContactRecord[] {
  return [...records].sort((a, b) => a.firstSeenAt - b.firstSeenAt || compareText(a.recordId, b.recordId))
}

/** Removes links of records; answers the records that they led to. */
async function removeLinks(
  tx: StorageTransaction,
  records: readonly ContactRecord[],
  isWanted: (link: RecordLink) => boolean,
): Promise<readonly string[]> {
  const links = (await tx.links.ofRecords(records.map(({ recordId }) => recordId))).filter(isWanted)
  if (links.length > 0) await tx.links.remove(links)
  return links.flatMap(({ a, b }) => [a, b])
}

async function refuseBan(
  tx: StorageTransaction,
  sides: readonly [readonly ContactRecord[], readonly ContactRecord[]],
): Promise<void> {
  const [left, right] = sides.map((side) => new Set(side.map(({ recordId }) => recordId))) as [
    Set<string>,
    Set<string>,
  ]
  const isAcross = ({ a, b }: RecordLink): boolean =>
    (left.has(a) && right.has(b)) || (left.has(b) && right.has(a))
  const links = await tx.links.ofRecords([...left])
  if (links.some((link) => link.kind === 'cannot' && isAcross(link))) throw conflict()
}

/** What a decision is refused with that another one stands against. */
export function conflict(): ClienteleError {
  return new ClienteleError(
    'LINK_CONFLICT',
    'Expected two contacts that may be one person, got two that somebody decided to keep apart; take that back with `contacts.undo` first.',
  )
}

/** The link that a decision makes. */
export function linkOf(
  kind: RecordLink['kind'],
  one: string,
  other: string,
  { reason, by }: LinkDecision,
  at: Instant,
): RecordLink {
  const [a, b] = one < other ? [one, other] : [other, one]
  return { kind, a, b, weight: undefined, reason, at, by }
}

async function audit(
  tx: StorageTransaction,
  kernel: IngestKernel,
  action: string,
  subject: string,
  { by }: LinkDecision,
  at: Instant,
): Promise<void> {
  await tx.audit.append([{ id: kernel.nextId(), at, actor: by, action, subject, details: {} }])
}
