import type { StorageTransaction } from '../../ports/storage.ts'
import type { ResolvedGroup } from '../types.ts'
import type { Component } from './component.ts'

/** An id that a group had before a merge, and the contact that it stands for until the group comes apart from it. */
export interface FormerId {
  readonly id: string
  readonly of: string
}

const NONE: ReadonlyMap<string, FormerId> = new Map()

/**
 * Finds, in the merge log, the ids that groups had before a merge, by their anchor records: a contact that comes apart
 * again gets its own id back. Reads nothing unless some contact is coming apart.
 */
export async function formerIds(
  tx: StorageTransaction,
  groups: readonly ResolvedGroup[],
  component: Component,
): Promise<ReadonlyMap<string, FormerId>> {
  const contactBefore = (recordId: string): string => component.records.get(recordId)!.contactId
  const parting = partedContacts(groups, contactBefore)
  if (parting.size === 0) return NONE
  const merges = (await tx.identityLog.ofContacts([...parting])).filter(({ kind }) => kind === 'merged')
  const lost = merges.flatMap(({ from }) => (from === undefined ? [] : [from]))
  const standsFor = await tx.contacts.resolve(lost)
  const byAnchor = new Map<string, FormerId>()
  const given = new Set<string>()
  for (const group of groups) {
    const anchor = group.recordIds[0]!
    const contactId = contactBefore(anchor)
    if (!parting.has(contactId)) continue
    // The latest merge that brought the record here says which id it had until then.
    const last = merges.filter((one) => one.contactId === contactId && one.recordIds.includes(anchor)).at(-1)
    const id = last?.from
    if (id === undefined || standsFor.get(id) !== contactId || given.has(id)) continue
    given.add(id)
    byAnchor.set(anchor, { id, of: contactId })
  }
  return byAnchor
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
  return lost.filter(({ from, to }) => standsFor.get(from) === ofId.get(to))
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
