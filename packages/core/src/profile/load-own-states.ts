import { earliestDue } from '../engine/advance.ts'
import type { Program } from '../engine/program.ts'
import type { Kernel } from '../kernel.ts'
import type { Contact } from '../model/contact.ts'
import type { ContactEvent } from '../model/event.ts'
import type { JsonObject } from '../model/json.ts'
import type { Run } from '../model/run.ts'
import type { StorageTransaction } from '../ports/storage.ts'
import { type ContactState, runSlot } from './contact-state.ts'
import { createContactState } from './create-state.ts'

/**
 * Loads the working states of live contacts, locked until the end of the transaction, without those who live with them
 * and without the rows of other tables that links lead to: from the cache where the stored version is still the one
 * that was kept, else from the storage, all in bulk. Ids that are no live contact are left out.
 */
export async function loadOwnStates(
  tx: StorageTransaction,
  contactIds: Iterable<string>,
  kernel: Pick<Kernel, 'cache' | 'program' | 'now'>,
  locked: ReadonlyMap<string, Contact> = NOBODY,
): Promise<Map<string, ContactState>> {
  const states = new Map<string, ContactState>()
  // Always in one order: two workers that lock several contacts then never wait for each other.
  const ids = [...new Set(contactIds)].sort()
  if (ids.length === 0) return states
  const program = kernel.program()
  const missed = new Map<string, ContactState>()
  for (const contact of await contactsOf(tx, ids, locked)) {
    const kept = kernel.cache.take(contact.contactId)
    if (kept !== undefined && isFresh(kept, contact, program)) states.set(contact.contactId, kept)
    else {
      const state = createContactState(contact, program)
      states.set(contact.contactId, state)
      missed.set(contact.contactId, state)
    }
  }
  if (missed.size > 0) await fill(tx, missed, program, kernel.now())
  return states
}

const NOBODY: ReadonlyMap<string, Contact> = new Map()

/** The contacts, those that are locked as they were read, in one order. */
async function contactsOf(
  tx: StorageTransaction,
  ids: readonly string[],
  locked: ReadonlyMap<string, Contact>,
): Promise<readonly Contact[]> {
  const others = ids.filter((contactId) => !locked.has(contactId))
  const read = others.length === 0 ? [] : await tx.contacts.byIds(others)
  return others.length === ids.length ? read : [...ids.flatMap((id) => locked.get(id) ?? []), ...read]
}

function isFresh(kept: ContactState, stored: Contact, program: Program): boolean {
  return kept.contact.version === stored.version && kept.needs === program.needs
}

/** Reads what the program's conditions need of contacts whose states are empty. */
async function fill(
  tx: StorageTransaction,
  states: ReadonlyMap<string, ContactState>,
  program: Program,
  now: number,
): Promise<void> {
  const contactIds = [...states.keys()]
  const { needs } = program
  if (needs.tables.length > 0)
    for (const row of await tx.rows.ofContacts(contactIds, needs.tables))
      if (row.contactId !== undefined) states.get(row.contactId)?.facts.putRow(row.table, row)
  // Also without a definition: what is left of removed ones must come to rest.
  for (const membership of await tx.memberships.ofContacts(contactIds))
    states.get(membership.contactId)?.memberships.set(membership.segmentId, membership)
  if (program.keptTraits.length > 0)
    for (const value of await tx.traits.ofContacts(contactIds))
      states.get(value.contactId)?.traits.set(value.traitId, value)
  fillRuns(states, await tx.runs.standingOf(contactIds))
  if (needs.events.length > 0) {
    const since =
      needs.lookBack === Number.POSITIVE_INFINITY ? undefined : earliestOf(states, now) - needs.lookBack
    const events = await tx.events.find({ contactIds, names: needs.events, since })
    for (const event of inOrder(events)) states.get(event.contactId)?.facts.addEvent(event.name, event)
  }
  if (needs.scores) await fillScores(tx, states, contactIds)
}

/**
 * What fell due while no worker was there is decided at its own instant, and looks back from there; a run that was
 * parked in a pause looks at what came since.
 */
function earliestOf(states: ReadonlyMap<string, ContactState>, now: number): number {
  let earliest = now
  for (const state of states.values()) {
    earliest = earliestDue(state, earliest) ?? earliest
    for (const run of state.runs) if (run.wakeAt === undefined) earliest = Math.min(earliest, run.nodeSince)
  }
  return earliest
}

/** Facts are kept in order of time: given so, each is put at the end. */
function inOrder(events: readonly ContactEvent[]): readonly ContactEvent[] {
  return [...events].sort((a, b) => a.occurredAt - b.occurredAt)
}

function fillRuns(states: ReadonlyMap<string, ContactState>, standing: readonly Run[]): void {
  for (const run of [...standing].sort(byStart)) {
    const state = states.get(run.contactId)
    if (state === undefined) continue
    const slot = runSlot(run.scenarioId, run.runKey)
    // A late event may have begun the live run before one that has ended: the live one holds the slot.
    if (state.latestRuns.get(slot)?.state !== 'live') state.latestRuns.set(slot, run)
    if (run.state === 'live') state.runs.push(run)
  }
}

function byStart(a: Run, b: Run): number {
  return a.startedAt - b.startedAt || (a.runId < b.runId ? -1 : 1)
}

async function fillScores(
  tx: StorageTransaction,
  states: ReadonlyMap<string, ContactState>,
  contactIds: readonly string[],
): Promise<void> {
  const byContact = new Map<string, { [scorerId: string]: JsonObject }>()
  for (const score of await tx.scores.latestOf(contactIds)) {
    const scores = byContact.get(score.contactId)
    if (scores === undefined) byContact.set(score.contactId, { [score.scorerId]: score.values })
    else scores[score.scorerId] = score.values
  }
  for (const [contactId, scores] of byContact) states.get(contactId)?.facts.setScores(scores)
}
