import type {
  AuditEntry,
  Consent,
  Contact,
  ContactAlias,
  ContactEvent,
  ContactRecord,
  DeadLetter,
  Definition,
  IdentityLogEntry,
  JsonValue,
  Membership,
  MembershipChange,
  MessageIntent,
  RecordLink,
  Run,
  Score,
  Suppression,
  TableRow,
  Tombstone,
  TraitChange,
  TraitValue,
} from '@clientele/core'
import { compositeKey } from './composite-key.ts'
import { type Journal, journal } from './journal.ts'
import { type Table, table } from './table.ts'
import type { Timer } from './timeline.ts'

/** A change of membership with its place in the order of appending. */
export interface StoredChange extends MembershipChange {
  readonly sequence: number
}

/** A dated value of a trait with its place in the order of appending. */
export interface StoredTraitChange extends TraitChange {
  readonly sequence: number
}

/** Everything that is kept, by kind. */
export interface Tables {
  readonly journal: Journal
  readonly records: Table<ContactRecord, 'contact' | 'identifier'>
  readonly links: Table<RecordLink, 'record'>
  readonly contacts: Table<Contact>
  readonly aliases: Table<ContactAlias, 'to'>
  readonly events: Table<ContactEvent, 'contact' | 'record'>
  readonly rows: Table<TableRow, 'table' | 'contact' | 'record' | 'follows'>
  readonly consents: Table<Consent, 'contact' | 'record'>
  readonly memberships: Table<Membership, 'contact' | 'segment'>
  readonly changes: Table<StoredChange, 'contact' | 'segment'>
  readonly traits: Table<TraitValue, 'contact' | 'trait'>
  readonly traitChanges: Table<StoredTraitChange, 'contact'>
  readonly runs: Table<Run, 'contact' | 'scenario'>
  readonly messages: Table<MessageIntent, 'contact' | 'scenario' | 'state'>
  readonly suppressions: Table<Suppression>
  readonly scores: Table<Score, 'contact' | 'scorer'>
  readonly definitions: Table<Definition, 'id'>
  readonly states: Table<{ readonly kind: string; readonly id: string; readonly state: string }>
  readonly deadLetters: Table<DeadLetter>
  readonly checkpoints: Table<{ readonly key: string; readonly checkpoint: JsonValue }>
  readonly audit: Table<AuditEntry>
  readonly identityLog: Table<IdentityLogEntry, 'contact'>
  readonly tombstones: Table<Tombstone>
}

export function tables(): Tables {
  const undo = journal()
  const contact = (row: { readonly contactId: string }): readonly string[] => [row.contactId]
  const record = (row: { readonly recordId: string }): readonly string[] => [row.recordId]
  const segment = (row: { readonly segmentId: string }): readonly string[] => [row.segmentId]
  const scenario = (row: { readonly scenarioId: string }): readonly string[] => [row.scenarioId]
  return {
    journal: undo,
    records: table(undo, {
      keyOf: (row: ContactRecord) => row.recordId,
      indexes: {
        contact,
        identifier: (row) => row.identifiers.map(({ type, value }) => compositeKey(type, value)),
      },
    }),
    links: table(undo, {
      keyOf: (row) => compositeKey(row.kind, row.a, row.b),
      indexes: { record: (row) => [row.a, row.b] },
    }),
    contacts: table(undo, { keyOf: (row) => row.contactId, indexes: {} }),
    aliases: table(undo, { keyOf: (row) => row.from, indexes: { to: (row) => [row.to] } }),
    events: table(undo, { keyOf: (row: ContactEvent) => row.messageId, indexes: { contact, record } }),
    rows: table(undo, {
      keyOf: (row) => compositeKey(row.table, row.key),
      indexes: {
        table: (row) => [row.table],
        contact: (row) => listOf(row.contactId),
        record: (row) => listOf(row.recordId),
        follows: (row) => listOf(row.follows),
      },
    }),
    consents: table(undo, {
      keyOf: (row: Consent) =>
        compositeKey(row.recordId, row.channel, row.purpose, row.address, row.status, row.at),
      indexes: { contact, record },
    }),
    memberships: table(undo, {
      keyOf: (row: Membership) => compositeKey(row.contactId, row.segmentId),
      indexes: { contact, segment },
      timerOf: endOf,
    }),
    changes: table(undo, {
      keyOf: (row: StoredChange) => String(row.sequence),
      indexes: { contact, segment },
    }),
    traits: table(undo, {
      keyOf: (row: TraitValue) => compositeKey(row.contactId, row.traitId),
      indexes: { contact, trait: (row) => [row.traitId] },
      timerOf: endOf,
    }),
    traitChanges: table(undo, {
      keyOf: (row: StoredTraitChange) => String(row.sequence),
      indexes: { contact },
    }),
    runs: table(undo, {
      keyOf: (row: Run) => row.runId,
      indexes: { contact, scenario },
      timerOf: ({ state, contactId, wakeAt }) =>
        state === 'live' && wakeAt !== undefined ? { contactId, at: wakeAt } : undefined,
    }),
    messages: table(undo, {
      keyOf: (row: MessageIntent) => row.messageKey,
      indexes: { contact, scenario, state: (row) => [row.state] },
    }),
    suppressions: table(undo, { keyOf: (row) => compositeKey(row.channel, row.address), indexes: {} }),
    scores: table(undo, {
      keyOf: (row: Score) => compositeKey(row.contactId, row.scorerId, row.at),
      indexes: { contact, scorer: (row) => [row.scorerId] },
    }),
    definitions: table(undo, {
      keyOf: (row) => compositeKey(row.kind, row.id, row.version),
      indexes: { id: (row) => [compositeKey(row.kind, row.id)] },
    }),
    states: table(undo, { keyOf: (row) => compositeKey(row.kind, row.id), indexes: {} }),
    deadLetters: table(undo, { keyOf: (row) => row.id, indexes: {} }),
    checkpoints: table(undo, { keyOf: (row) => row.key, indexes: {} }),
    audit: table(undo, { keyOf: (row) => row.id, indexes: {} }),
    identityLog: table(undo, {
      keyOf: (row) => row.id,
      indexes: { contact: (row) => [row.contactId, ...listOf(row.from)] },
    }),
    tombstones: table(undo, { keyOf: (row) => row.hash, indexes: {} }),
  }
}

function endOf({ contactId, validUntil }: Membership | TraitValue): Timer | undefined {
  return validUntil === undefined ? undefined : { contactId, at: validUntil }
}

function listOf(value: string | undefined): readonly string[] {
  return value === undefined ? [] : [value]
}
