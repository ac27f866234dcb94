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
   * The id that was made for a record once, whichever contact the record is in now. With it, ids are as old as they
   * are as text, and coming together and apart again gives every group the id that it had.
   * @default a contact's id was made for its earliest record, and is as old as that
   */
  readonly foundedBy?: ((recordId: string) => string | undefined) | undefined
}

/** A group with the id of its contact. */
export interface AssignedGroup extends ResolvedGroup {
  readonly contactId: string
  /** Was there no contact of that id before? It was made now, or comes back. */
  readonly isNew: boolean
}

/** An id that stands for another one. */
export interface AssignedAlias {
  readonly from: string
  readonly to: string
}

/** Groups with their ids, and the ids that lost a merge. */
export interface ContactIdAssignment {
  readonly groups: readonly AssignedGroup[]
  /** `from` stands for `to` from now on; by `from`. */
  readonly aliases: readonly AssignedAlias[]
  /** Ids that lost a merge earlier, and whose record went to another contact now; by `from`. */
  readonly followers: readonly AssignedAlias[]
  /** By record: the id that is known from now on as the one that was made for it. */
  readonly founded: ReadonlyMap<string, string>
}

/** An id, the record that it was made for, and the place of that record's group. */
interface Home {
  readonly id: string
  readonly recordId: string
  readonly group: number
}

/**
 * Gives every group the id of a contact, so that ids stay stable.
 *
 * An id is made for one record, the earliest of its group by (`observedAt`, `recordId`), and goes where that record
 * goes. A group has the oldest of the ids that its records brought; the others stand for it, until their records go
 * elsewhere. A group whose records brought none gets a fresh id. So every earlier id ends in exactly one group, and
 * ids are a function of the groups and of who founded what: what comes together and apart again is called as before.
 */
export function assignContactIds(question: ContactIdQuestion): ContactIdAssignment {
  const { groups, contactOf, mintId } = question
  const homes = homesOf(question)
  const isOlder = ageOf(question)
  const eldest = new Map<number, Home>()
  for (const home of homes.values()) {
    const rival = eldest.get(home.group)
    if (rival === undefined || isOlder(home, rival)) eldest.set(home.group, home)
  }
  const live = new Set<string>()
  for (const { recordIds } of groups)
    for (const recordId of recordIds) {
      const contactId = contactOf(recordId)
      if (contactId !== undefined) live.add(contactId)
    }
  const founded = new Map<string, string>()
  for (const { id, recordId } of homes.values())
    if ((question.foundedBy?.(recordId) ?? id) === id) founded.set(recordId, id)
  const assigned = groups.map((group, index): AssignedGroup => {
    const home = eldest.get(index)
    if (home !== undefined) return { ...group, contactId: home.id, isNew: !live.has(home.id) }
    const anchor = group.recordIds[0]!
    const contactId = mintId(anchor)
    founded.set(anchor, contactId)
    return { ...group, contactId, isNew: true }
  })
  const aliases: AssignedAlias[] = []
  const followers: AssignedAlias[] = []
  const standsFor = (id: string): string => {
    const home = homes.get(id)
    return home === undefined ? id : assigned[home.group]!.contactId
  }
  for (const { id, recordId, group } of homes.values()) {
    const to = assigned[group]!.contactId
    if (to === id) continue
    if (live.has(id)) aliases.push({ from: id, to })
    else if (standsFor(contactOf(recordId)!) !== to) followers.push({ from: id, to })
  }
  return { groups: assigned, aliases: aliases.sort(byFrom), followers: followers.sort(byFrom), founded }
}

/** Where the ids that are known are at home: with the record that founded it, else with a contact's earliest. */
function homesOf(question: ContactIdQuestion): ReadonlyMap<string, Home> {
  const { groups, contactOf, foundedBy } = question
  const homes = new Map<string, Home>()
  const earliest = new Map<string, Home>()
  groups.forEach(({ recordIds }, group) => {
    for (const recordId of recordIds) {
      const founded = foundedBy?.(recordId)
      if (founded !== undefined) homes.set(founded, { id: founded, recordId, group })
      const id = contactOf(recordId)
      if (id === undefined) continue
      const rival = earliest.get(id)
      if (rival === undefined || isNearer(question, recordId, rival.recordId))
        earliest.set(id, { id, recordId, group })
    }
  })
  for (const [id, home] of earliest) if (!homes.has(id)) homes.set(id, home)
  return homes
}

/** Would the record rather be taken for the one that an id was made for? Only if none was made for it is it free. */
function isNearer(question: ContactIdQuestion, a: string, b: string): boolean {
  const isFree = question.foundedBy?.(a) === undefined
  if (isFree !== (question.foundedBy?.(b) === undefined)) return isFree
  return isEarlier(question, a, b)
}

function ageOf(question: ContactIdQuestion): (one: Home, other: Home) => boolean {
  if (question.foundedBy === undefined)
    return (one, other) => isEarlier(question, one.recordId, other.recordId)
  return (one, other) => one.id < other.id
}

function isEarlier({ observedAtOf }: ContactIdQuestion, a: string, b: string): boolean {
  const difference = observedAtOf(a) - observedAtOf(b)
  return difference < 0 || (difference === 0 && a < b)
}

function byFrom(one: AssignedAlias, other: AssignedAlias): number {
  return compareText(one.from, other.from)
}
