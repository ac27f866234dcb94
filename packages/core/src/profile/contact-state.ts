import type { ProgramNeeds } from '../engine/program.ts'
import type { Contact } from '../model/contact.ts'
import type { ContactEvent } from '../model/event.ts'
import type { Instant } from '../model/instant.ts'
import type { Membership, MembershipChange } from '../model/membership.ts'
import type { MessageIntent } from '../model/message.ts'
import type { Run } from '../model/run.ts'
import type { TraitChange, TraitValue } from '../model/trait-value.ts'
import type { FactStore } from './facts.ts'

/**
 * One contact while it is worked on: facts, memberships and runs as they are, and what has to be written.
 * Working memory of one transaction; nothing of it is shared until the transaction has been committed.
 */
export interface ContactState {
  contact: Contact
  readonly facts: FactStore
  readonly memberships: Map<string, Membership>
  /** Kept values of traits. */
  readonly traits: Map<string, TraitValue>
  /** Live runs, oldest first. */
  runs: Run[]
  /** The latest run by scenario and key, live or ended: for re-entry. */
  readonly latestRuns: Map<string, Run>
  readonly pending: PendingWrites
  /** The states of those who live with the contact, where anything reads what they do; open as long as its own. */
  housemates: readonly ContactState[]
  /** What was loaded: another program may need more, and then the state is of no use. */
  readonly needs: ProgramNeeds
}

/** What a piece of work on a contact has changed. */
export interface PendingWrites {
  /** `created`: no row yet. `profile`: golden values changed. `touched`: version and last event only. */
  contact: 'none' | 'touched' | 'profile' | 'created'
  readonly memberships: Map<string, Membership>
  changes: MembershipChange[]
  readonly traits: Map<string, TraitValue>
  traitChanges: TraitChange[]
  readonly runs: Map<string, Run>
  /** Ids of the runs that began. */
  started: string[]
  messages: MessageIntent[]
  events: ContactEvent[]
}

/** Contacts, and those who live with them. */
export function withHousemates(states: Iterable<ContactState>): ReadonlySet<ContactState> {
  const all = new Set(states)
  for (const { housemates } of all) for (const mate of housemates) all.add(mate)
  return all
}

/** Nothing to write. */
export function noWrites(): PendingWrites {
  return {
    contact: 'none',
    memberships: new Map(),
    changes: [],
    traits: new Map(),
    traitChanges: [],
    runs: new Map(),
    started: [],
    messages: [],
    events: [],
  }
}

/** Key of {@link ContactState.latestRuns}. */
export function runSlot(scenarioId: string, runKey: string): string {
  return `${scenarioId}\u0000${runKey}`
}

/** Notes that a run changed: it is written, and live or latest as it says. */
export function putRun(state: ContactState, run: Run): void {
  const slot = runSlot(run.scenarioId, run.runKey)
  if (run.step === 0 && state.latestRuns.get(slot)?.runId !== run.runId) state.pending.started.push(run.runId)
  state.pending.runs.set(run.runId, run)
  state.latestRuns.set(slot, run)
  const index = state.runs.findIndex((candidate) => candidate.runId === run.runId)
  if (run.state === 'ended') {
    if (index >= 0) state.runs.splice(index, 1)
  } else if (index >= 0) state.runs[index] = run
  else state.runs.push(run)
  touch(state)
}

/** Notes a membership to be written. */
export function putMembership(state: ContactState, membership: Membership): void {
  state.memberships.set(membership.segmentId, membership)
  state.pending.memberships.set(membership.segmentId, membership)
  touch(state)
}

/** Notes that something of the contact changed, so that its version grows. */
export function touch(state: ContactState, seenAt?: Instant | undefined): void {
  if (state.pending.contact === 'none') state.pending.contact = 'touched'
  if (seenAt !== undefined && (state.contact.lastSeenAt === undefined || seenAt > state.contact.lastSeenAt)) {
    state.contact = { ...state.contact, lastSeenAt: seenAt }
  }
}
