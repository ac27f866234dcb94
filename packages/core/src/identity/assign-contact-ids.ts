import { compareText } from './compare-text.ts'
import type { ResolvedGroup } from './types.ts'

/** What {@link assignContactIds} needs to know. */
export interface ContactIdQuestion {
  readonly groups: readonly ResolvedGroup[]
  /** The contact that a record belongs to before this resolution; nothing for a new record. */
  readonly contactOf: (recordId: string) => string | undefined
  /** The same instant of the record that resolution used: its `observedAt`. */
  readonly observedAtOf: (recordId: string) => number
  /** The id of a new contact, from its anchor record. */
  readonly mintId: (anchorRecordId: string) => string
  /**
   * Did the record come to its contact from another one? Then it is the anchor only where all did: a guest that leaves
   * does not take the id with it. @default none did
   */
  readonly isGuest?: ((recordId: string) => boolean) | undefined
  /**
   * The id that the contact of an anchor record had before a merge that is undone: the group gets it back, unless it
   * keeps the contact that the record is in. @default none
   */
  readonly formerIdOf?: ((anchorRecordId: string) => string | undefined) | undefined
}

/** A group with the id of its contact. */
export interface AssignedGroup extends ResolvedGroup {
  readonly contactId: string
  /** Was the id minted now? */
  readonly isNew: boolean
}

/** Groups with their ids, and the ids that lost a merge. */
export interface ContactIdAssignment {
  readonly groups: readonly AssignedGroup[]
  /** `from` stands for `to` from now on; by `from`. */
  readonly aliases: readonly { readonly from: string; readonly to: string }[]
}

/**
 * Gives every group the id of a contact, so that ids stay stable.
 *
 * A contact's anchor is its earliest record by (`observedAt`, `recordId`), of those that came to it first. The group that holds the anchor keeps
 * the id; where a group holds several anchors the earliest one's contact survives and the others become its
 * aliases; a part of a split without an anchor gets a fresh id. So every earlier id ends in exactly one group.
 */
export function assignContactIds(question: ContactIdQuestion): ContactIdAssignment {
  const { groups, contactOf, observedAtOf, mintId } = question
  const isEarlier = (a: string, b: string): boolean => {
    const difference = observedAtOf(a) - observedAtOf(b)
    return difference < 0 || (difference === 0 && a < b)
  }
  const isNearer = (a: string, b: string): boolean => {
    const isGuest = question.isGuest?.(a) ?? false
    if (isGuest !== (question.isGuest?.(b) ?? false)) return !isGuest
    return isEarlier(a, b)
  }
  const anchors = new Map<string, { recordId: string; group: number }>()
  groups.forEach((group, index) => {
    for (const recordId of group.recordIds) {
      const contactId = contactOf(recordId)
      if (contactId === undefined) continue
      const anchor = anchors.get(contactId)
      if (anchor === undefined || isNearer(recordId, anchor.recordId)) {
        anchors.set(contactId, { recordId, group: index })
      }
    }
  })
  const survivors = new Map<number, { contactId: string; recordId: string }>()
  for (const [contactId, { recordId, group }] of anchors) {
    const survivor = survivors.get(group)
    if (survivor === undefined || isEarlier(recordId, survivor.recordId)) {
      survivors.set(group, { contactId, recordId })
    }
  }
  const assigned = groups.map((group, index): AssignedGroup => {
    const survivor = survivors.get(index)
    const anchor = group.recordIds[0]!
    const keeps = survivor !== undefined && survivor.contactId === contactOf(anchor)
    const former = keeps ? undefined : question.formerIdOf?.(anchor)
    if (former !== undefined) return { ...group, contactId: former, isNew: true }
    if (survivor !== undefined) return { ...group, contactId: survivor.contactId, isNew: false }
    return { ...group, contactId: mintId(anchor), isNew: true }
  })
  const aliases: { from: string; to: string }[] = []
  for (const [contactId, { group }] of anchors) {
    const to = assigned[group]!.contactId
    if (to !== contactId) aliases.push({ from: contactId, to })
  }
  return { groups: assigned, aliases: aliases.sort((a, b) => compareText(a.from, b.from)) }
}
