import type { StorageTransaction } from '../../ports/storage.ts'
import type { ResolvedGroup } from '../types.ts'
import type { Component } from './component.ts'

/** What contacts that come apart were called before they were merged. */
export interface FormerIds {
  /** By the anchor record of a group: its own id, from before the merge that is undone. */
  readonly byAnchor: ReadonlyMap<string, string>
  /** Ids that lost a merge to one of these before: they stand for it again. */
  readonly aliases: readonly { readonly from: string; readonly to: string }[]
}

const NONE: FormerIds = { byAnchor: new Map(), aliases: [] }

/**
 * Finds, in the merge log, the ids that groups had before a merge: a contact that comes apart again gets its own id
 * back. Reads nothing unless some contact is coming apart.
 */
export async function formerIds(
  tx: StorageTransaction,
  groups: readonly ResolvedGroup[],
  component: Component,
): Promise<FormerIds> {
  const contactBefore = (recordId: string): string => component.records.get(recordId)!.contactId
  const parting = partedContacts(groups, contactBefore)
  if (parting.size === 0) return NONE
  const merges = (await tx.identityLog.ofContacts([...parting])).filter(({ kind }) => kind === 'merged')
  const lost = merges.flatMap(({ from }) => (from === undefined ? [] : [from]))
  const standsFor = await tx.contacts.resolve(lost)
  const byAnchor = new Map<string, string>()
  for (const group of groups) {
    const anchor = group.recordIds[0]!
    const contactId = contactBefore(anchor)
    if (!parting.has(contactId)) continue
    // The latest merge that brought the record here says which id it had until then.
    const last = merges.filter((one) => one.contactId === contactId && one.recordIds.includes(anchor)).at(-1)
    const id = last?.from
    if (id !== undefined && standsFor.get(id) === contactId && ![...byAnchor.values()].includes(id))
      byAnchor.set(anchor, id)
  }
  return { byAnchor, aliases: await aliasesOf(tx, [...byAnchor.values()]) }
}

/** The ids that had lost a merge to one of these contacts while it lived. */
async function aliasesOf(
  tx: StorageTransaction,
  contactIds: readonly string[],
): Promise<FormerIds['aliases']> {
  const given = new Set(contactIds)
  const aliases: { from: string; to: string }[] = []
  for (const { kind, contactId, from } of await tx.identityLog.ofContacts(contactIds))
    if (kind === 'merged' && from !== undefined && given.has(contactId)) aliases.push({ from, to: contactId })
  const standsFor = await tx.contacts.resolve(aliases.map(({ from }) => from))
  return aliases.filter(({ from }) => standsFor.get(from) !== from)
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
