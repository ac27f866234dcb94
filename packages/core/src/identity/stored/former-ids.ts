import type { IdentityLogEntry } from '../../ports/repositories/identity-log.ts'
import type { StorageTransaction } from '../../ports/storage.ts'
import type { ResolvedGroup } from '../types.ts'
import type { Component } from './component.ts'

/** An id that a group had before a merge, and the contact that it stands for until the group comes apart from it. */
export interface FormerId {
  readonly id: string
  readonly of: string
}

/** What the merge log says of contacts that come apart. */
export interface Past {
  /** By the anchor record of a group: the id that it had before a merge. */
  readonly byAnchor: ReadonlyMap<string, FormerId>
  /** By the anchor record of a group: the id that another of its records had, for where the group has none. */
  readonly byMember: ReadonlyMap<string, FormerId>
  /** Records that came to such a contact from another one. */
  readonly guests: ReadonlySet<string>
}

const NONE: Past = { byAnchor: new Map(), byMember: new Map(), guests: new Set() }

/**
 * Finds, in the merge log, the ids that groups had before a merge: a contact that comes apart again gets its own id back.
 * Reads nothing unless some contact is coming apart.
 */
export async function pastOf(
  tx: StorageTransaction,
  groups: readonly ResolvedGroup[],
  component: Component,
): Promise<Past> {
  const contactBefore = (recordId: string): string => component.records.get(recordId)!.contactId
  const parting = partedContacts(groups, contactBefore)
  if (parting.size === 0) return NONE
  const log = await tx.identityLog.ofContacts([...parting])
  const merges = log.filter(({ kind }) => kind === 'merged')
  const lost = merges.flatMap(({ from }) => (from === undefined ? [] : [from]))
  const standsFor = await tx.contacts.resolve(lost)
  const given = new Set<string>()
  const formerId = (recordId: string): FormerId | undefined => {
    const of = contactBefore(recordId)
    if (!parting.has(of)) return undefined
    // The latest merge that brought the record here says which id it had until then.
    const last = merges.filter((one) => one.contactId === of && one.recordIds.includes(recordId)).at(-1)
    const id = last?.from
    if (id === undefined || standsFor.get(id) !== of || given.has(id)) return undefined
    given.add(id)
    return { id, of }
  }
  const byAnchor = new Map<string, FormerId>()
  const byMember = new Map<string, FormerId>()
  for (const { recordIds } of groups) {
    const former = formerId(recordIds[0]!)
    if (former !== undefined) byAnchor.set(recordIds[0]!, former)
  }
  for (const { recordIds } of groups) {
    if (byAnchor.has(recordIds[0]!)) continue
    for (const recordId of recordIds.slice(1)) {
      const former = formerId(recordId)
      if (former === undefined) continue
      byMember.set(recordIds[0]!, former)
      break
    }
  }
  return { byAnchor, byMember, guests: guestsOf(log, component, parting) }
}

/** Records of parting contacts that were in another one before. */
function guestsOf(
  log: readonly IdentityLogEntry[],
  { records }: Component,
  parting: ReadonlySet<string>,
): ReadonlySet<string> {
  const natives = new Set(
    log.flatMap(({ kind, contactId, recordIds }) =>
      kind === 'created' || kind === 'joined'
        ? recordIds.filter((recordId) => records.get(recordId)?.contactId === contactId)
        : [],
    ),
  )
  const held = [...records.values()].filter(({ contactId }) => parting.has(contactId))
  return new Set(held.map(({ recordId }) => recordId).filter((recordId) => !natives.has(recordId)))
}

/** The ids that had lost a merge to a contact that lives again, and stood for the other one with it: they go back too. */
export async function aliasesBack(
  tx: StorageTransaction,
  revived: readonly FormerId[],
): Promise<readonly { readonly from: string; readonly to: string }[]> {
  if (revived.length === 0) return []
  const ofId = new Map(revived.map(({ id, of }) => [id, of]))
  const lost: { from: string; to: string }[] = []
  for (const { kind, contactId, from } of await tx.identityLog.ofContacts([...ofId.keys()]))
    if (kind === 'merged' && from !== undefined && ofId.has(contactId)) lost.push({ from, to: contactId })
  const standsFor = await tx.contacts.resolve(lost.map(({ from }) => from))
  // An id that is a contact's own, whatever it lost before, stands for nothing.
  return lost.filter(({ from, to }) => {
    const live = standsFor.get(from)
    return live !== from && live === ofId.get(to)
  })
}

/** Contacts whose records are in more than one group now. */
function partedContacts(
  groups: readonly ResolvedGroup[],
  contactBefore: (recordId: string) => string,
): ReadonlySet<string> {
  const groupOf = new Map<string, ResolvedGroup>()
  const parted = new Set<string>()
  for (const group of groups) {
    for (const recordId of group.recordIds) {
      const contactId = contactBefore(recordId)
      if (contactId === '') continue
      const other = groupOf.get(contactId)
      if (other === undefined) groupOf.set(contactId, group)
      else if (other !== group) parted.add(contactId)
    }
  }
  return parted
}
