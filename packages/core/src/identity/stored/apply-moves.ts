import type { Kernel } from '../../kernel.ts'
import type { Instant } from '../../model/instant.ts'
import type { Membership } from '../../model/membership.ts'
import type { ContactRecord } from '../../model/record.ts'
import type { Run } from '../../model/run.ts'
import type { StorageTransaction } from '../../ports/storage.ts'
import { mergeRuns } from './merge-runs.ts'

/** What resolution moves from contact to contact. */
export interface ContactMoves {
  readonly records: readonly {
    readonly recordId: string
    readonly contactId: string
    readonly from: string
  }[]
  /** Contacts that gave all their records away, and what stands for them now. */
  readonly aliases: readonly { readonly from: string; readonly to: string }[]
  /** Ids that stood for a contact already, and stand for another one now. */
  readonly followers: readonly { readonly from: string; readonly to: string }[]
  /** New and changed records, with the contact that they have now. */
  readonly written: readonly ContactRecord[]
}

/**
 * Writes records where they belong and moves what follows them. What a merge does to each kind of row is said here and
 * in the storage port: events, rows and consents follow their record; runs are merged by {@link mergeRuns}; history,
 * messages and ended runs go to the survivor; memberships are kept if either was a member, so that a merge fires no
 * entry that was fired before.
 */
export async function applyMoves(
  tx: StorageTransaction,
  moves: ContactMoves,
  kernel: Pick<Kernel, 'cache'>,
  now: Instant,
): Promise<void> {
  if (moves.records.length > 0) await tx.records.reassign(moves.records)
  if (moves.written.length > 0) await tx.records.put(moves.written)
  if (moves.records.length === 0) return
  for (const { contactId, from } of moves.records) {
    kernel.cache.drop(contactId)
    kernel.cache.drop(from)
  }
  await endContacts(tx, moves.aliases, now)
  if (moves.followers.length > 0)
    await tx.contacts.absorb(moves.followers.map(({ from, to }) => ({ from, to, at: now })))
}

async function endContacts(
  tx: StorageTransaction,
  aliases: ContactMoves['aliases'],
  now: Instant,
): Promise<void> {
  if (aliases.length === 0) return
  const survivorOf = new Map(aliases.map(({ from, to }) => [from, to]))
  const concerned = [...new Set([...survivorOf.keys(), ...survivorOf.values()])]
  await moveRuns(tx, concerned, survivorOf, now)
  await uniteMemberships(tx, concerned, survivorOf)
  await tx.contacts.absorb(aliases.map(({ from, to }) => ({ from, to, at: now })))
  await mendHistory(tx, [...new Set(survivorOf.values())], now)
}

async function moveRuns(
  tx: StorageTransaction,
  contactIds: readonly string[],
  survivorOf: ReadonlyMap<string, string>,
  now: Instant,
): Promise<void> {
  const live = await tx.runs.liveOf(contactIds)
  if (live.length === 0) return
  const bySurvivor = new Map<string, Run[]>()
  for (const run of live) {
    const survivor = survivorOf.get(run.contactId) ?? run.contactId
    const runs = bySurvivor.get(survivor)
    if (runs === undefined) bySurvivor.set(survivor, [run])
    else runs.push(run)
  }
  const merged = [...bySurvivor].flatMap(([survivor, runs]) => mergeRuns(runs, survivor, now))
  const ended = merged.filter(({ state }) => state === 'ended')
  // The ones that end first: a slot holds one live run at any instant.
  if (ended.length > 0) await tx.runs.put(ended)
  if (ended.length < merged.length) await tx.runs.put(merged.filter(({ state }) => state === 'live'))
}

/** A survivor is taken for a member where one of the others was: it is evaluated anew right after. */
async function uniteMemberships(
  tx: StorageTransaction,
  contactIds: readonly string[],
  survivorOf: ReadonlyMap<string, string>,
): Promise<void> {
  const memberships = await tx.memberships.ofContacts(contactIds)
  const united = new Map<string, Membership>()
  const own = new Set<string>()
  for (const { contactId, segmentId, member } of memberships)
    if (member && !survivorOf.has(contactId)) own.add(`${contactId}\u0000${segmentId}`)
  for (const membership of memberships) {
    const survivor = survivorOf.get(membership.contactId)
    if (survivor === undefined || !membership.member) continue
    const slot = `${survivor}\u0000${membership.segmentId}`
    const known = united.get(slot)
    if (own.has(slot) || (known !== undefined && known.since <= membership.since)) continue
    united.set(slot, { ...membership, contactId: survivor })
  }
  if (united.size > 0) await tx.memberships.put([...united.values()])
}

/**
 * The history of a survivor is now that of all of them: where another one left a segment last, it says so of somebody
 * who is in it. A dated entry tells that they are; nothing is set off by it.
 */
async function mendHistory(
  tx: StorageTransaction,
  survivors: readonly string[],
  now: Instant,
): Promise<void> {
  const latest = new Map<string, { readonly at: Instant; readonly left: boolean }>()
  for (const { contactId, segmentId, entered, at } of await tx.memberships.changesOf(survivors)) {
    const slot = `${contactId}\u0000${segmentId}`
    const known = latest.get(slot)
    if (known !== undefined && known.at > at) continue
    latest.set(slot, { at, left: !entered || (known?.at === at && known.left) })
  }
  const members = (await tx.memberships.ofContacts(survivors)).filter(
    ({ contactId, segmentId, member }) =>
      member && latest.get(`${contactId}\u0000${segmentId}`)?.left === true,
  )
  if (members.length === 0) return
  await tx.memberships.appendChanges(
    members.map(({ segmentId, contactId, definitionVersion }) => ({
      segmentId,
      contactId,
      entered: true,
      at: now,
      definitionVersion,
    })),
  )
}
