import type { Kernel } from '../kernel.ts'
import type { Contact } from '../model/contact.ts'
import type { ContactEvent } from '../model/event.ts'
import type { Membership, MembershipChange } from '../model/membership.ts'
import type { MessageIntent } from '../model/message.ts'
import type { Run } from '../model/run.ts'
import type { TraitChange, TraitValue } from '../model/trait-value.ts'
import type { StorageTransaction } from '../ports/storage.ts'
import { type ContactState, noWrites, withHousemates } from './contact-state.ts'
import type { LifeEvent } from './life-event.ts'

/**
 * Writes what the work on contacts has changed, all in bulk; the version of a contact of which anything changed grows
 * by one. Answers what listeners are to be told after the commit; the caller then puts the states back in the cache
 * with {@link keepStates}.
 */
export async function writeStates(
  tx: StorageTransaction,
  states: Iterable<ContactState>,
  kernel: Pick<Kernel, 'now'>,
): Promise<readonly LifeEvent[]> {
  const writes = collect(withHousemates(states), kernel.now())
  if (writes.profiles.length > 0) await tx.contacts.put(writes.profiles)
  if (writes.touched.length > 0) await tx.contacts.touch(writes.touched)
  if (writes.events.length > 0) await tx.events.insert(writes.events)
  if (writes.memberships.length > 0) await tx.memberships.put(writes.memberships)
  if (writes.changes.length > 0) await tx.memberships.appendChanges(writes.changes)
  if (writes.traits.length > 0) await tx.traits.put(writes.traits)
  if (writes.traitChanges.length > 0) await tx.traits.appendChanges(writes.traitChanges)
  // The one that ended first: at most one live run may hold a slot at any instant.
  if (writes.ended.length > 0) await tx.runs.put(writes.ended)
  if (writes.live.length > 0) await tx.runs.put(writes.live)
  if (writes.messages.length > 0) await tx.messages.insertNew(writes.messages)
  return writes.told
}

/** Puts working states back in the cache; to be called once their transaction has been committed. */
export function keepStates(states: Iterable<ContactState>, kernel: Pick<Kernel, 'cache'>): void {
  // The cache is bounded in contacts: what a robot or a till has piled up is not kept as one of them.
  for (const state of withHousemates(states)) {
    // Who lives with whom is found anew each time.
    state.housemates = []
    state.facts.setHousehold(undefined)
    if (state.facts.size() <= MAX_KEPT_FACTS) kernel.cache.put(state)
  }
}

const MAX_KEPT_FACTS = 5000

interface Writes {
  readonly profiles: Contact[]
  readonly touched: { contactId: string; version: number; lastSeenAt: number | undefined }[]
  readonly events: ContactEvent[]
  readonly memberships: Membership[]
  readonly changes: MembershipChange[]
  readonly traits: TraitValue[]
  readonly traitChanges: TraitChange[]
  readonly ended: Run[]
  readonly live: Run[]
  readonly messages: MessageIntent[]
  readonly told: LifeEvent[]
}

function collect(states: Iterable<ContactState>, now: number): Writes {
  const writes: Writes = {
    profiles: [],
    touched: [],
    events: [],
    memberships: [],
    changes: [],
    traits: [],
    traitChanges: [],
    ended: [],
    live: [],
    messages: [],
    told: [],
  }
  for (const state of states) if (state.pending.contact !== 'none') collectState(state, now, writes)
  return writes
}

function collectState(state: ContactState, now: number, writes: Writes): void {
  const { pending } = state
  const { contactId } = state.contact
  if (pending.contact === 'created') {
    writes.told.push(['contact.created', { contactId }])
    writes.profiles.push(state.contact)
  } else {
    const updatedAt = pending.contact === 'profile' ? now : state.contact.updatedAt
    state.contact = { ...state.contact, version: state.contact.version + 1, updatedAt }
    const { version, lastSeenAt } = state.contact
    if (pending.contact === 'profile') writes.profiles.push(state.contact)
    else writes.touched.push({ contactId, version, lastSeenAt })
  }
  for (const event of pending.events) writes.events.push(event)
  for (const membership of pending.memberships.values()) writes.memberships.push(membership)
  for (const change of pending.changes) {
    writes.changes.push(change)
    writes.told.push([change.entered ? 'segment.entered' : 'segment.left', change])
  }
  for (const value of pending.traits.values()) writes.traits.push(value)
  for (const change of pending.traitChanges) writes.traitChanges.push(change)
  if (pending.runs.size > 0) collectRuns(pending.runs, pending.started, writes)
  for (const message of pending.messages) writes.messages.push(message)
  Object.assign(pending, noWrites())
}

function collectRuns(runs: ReadonlyMap<string, Run>, started: readonly string[], writes: Writes): void {
  for (const run of runs.values()) {
    const { runId, scenarioId, contactId, runKey, endReason } = run
    if (started.includes(runId)) writes.told.push(['run.started', { runId, scenarioId, contactId, runKey }])
    if (run.state === 'live') writes.live.push(run)
    else {
      writes.ended.push(run)
      writes.told.push(['run.ended', { runId, scenarioId, contactId, runKey, endReason }])
    }
  }
}
