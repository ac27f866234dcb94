import type {
  Contact,
  ContactEvent,
  ContactRecord,
  IdentityLogEntry,
  Membership,
  MembershipChange,
  MessageIntent,
  Run,
} from '@clientele/core'
import type { Write } from './recorder.ts'

/** What one cell of a hand-written statement is given. */
export type Cell = string | number | null

/** A hand-written bulk write: the table, its columns with their PostgreSQL types, and the cells of a row. */
export interface HandWrite {
  readonly table: string
  readonly columns: readonly (readonly [name: string, type: 'text' | 'bigint' | 'jsonb'])[]
  /** Columns that a row is replaced by; without them a row is new. */
  readonly key?: readonly string[] | undefined
  /** An update of these columns by the key alone, instead of an insert. */
  readonly updates?: boolean | undefined
  readonly cells: (row: never) => readonly Cell[]
}

const text = (...names: readonly string[]) => names.map((name) => [name, 'text'] as const)
const number = (...names: readonly string[]) => names.map((name) => [name, 'bigint'] as const)
const json = JSON.stringify

const records: HandWrite = {
  table: 'clientele_records',
  columns: [
    ...text('contact_id', 'record_id', 'source', 'source_key', 'founded_id'),
    ...number('first_seen_at', 'observed_at', 'received_at'),
    ...text('identifiers', 'said_at', 'raw', 'normalised'),
  ],
  key: ['record_id'],
  cells: (one: ContactRecord) => [
    one.contactId,
    one.recordId,
    one.source,
    one.sourceKey,
    one.foundedId ?? null,
    one.firstSeenAt,
    one.observedAt,
    one.receivedAt,
    json(one.identifiers),
    json(one.saidAt),
    json(one.raw),
    json(one.values),
  ],
}

const claims: HandWrite = {
  table: 'clientele_claims',
  columns: [...text('contact_id', 'record_id', 'type', 'value'), ...number('verified')],
  key: ['type', 'value', 'record_id'],
  cells: (one: readonly Cell[]) => one,
}

const HAND: { readonly [into: string]: HandWrite } = {
  'contacts.put': {
    table: 'clientele_contacts',
    columns: [
      ...text('contact_id'),
      ['fields', 'jsonb'],
      ...number('created_at', 'updated_at', 'last_seen_at', 'version'),
    ],
    key: ['contact_id'],
    cells: (one: Contact) => [
      one.contactId,
      json(one.fields),
      one.createdAt,
      one.updatedAt,
      one.lastSeenAt ?? null,
      one.version,
    ],
  },
  'contacts.touch': {
    table: 'clientele_contacts',
    columns: [...number('version', 'last_seen_at'), ...text('contact_id')],
    key: ['contact_id'],
    updates: true,
    cells: (one: Pick<Contact, 'contactId' | 'version' | 'lastSeenAt'>) => [
      one.version,
      one.lastSeenAt ?? null,
      one.contactId,
    ],
  },
  'records.put': records,
  'events.insert': {
    table: 'clientele_events',
    columns: [
      ...text('contact_id', 'name'),
      ...number('occurred_at'),
      ...text('message_id'),
      ...number('received_at'),
      ...text('source', 'record_id'),
      ['properties', 'jsonb'],
    ],
    cells: (one: ContactEvent) => [
      one.contactId,
      one.name,
      one.occurredAt,
      one.messageId,
      one.receivedAt,
      one.source,
      one.recordId,
      json(one.properties),
    ],
  },
  'memberships.put': {
    table: 'clientele_memberships',
    columns: [
      ...text('contact_id', 'segment_id'),
      ...number('member', 'since', 'valid_until', 'definition_version'),
    ],
    key: ['contact_id', 'segment_id'],
    cells: (one: Membership) => [
      one.contactId,
      one.segmentId,
      one.member ? 1 : 0,
      one.since,
      one.validUntil ?? null,
      one.definitionVersion,
    ],
  },
  'memberships.appendChanges': {
    table: 'clientele_membership_changes',
    columns: [...text('contact_id', 'segment_id'), ...number('entered', 'at', 'definition_version')],
    cells: (one: MembershipChange) => [
      one.contactId,
      one.segmentId,
      one.entered ? 1 : 0,
      one.at,
      one.definitionVersion,
    ],
  },
  'runs.put': {
    table: 'clientele_runs',
    columns: [
      ...text('contact_id', 'run_id', 'scenario_id'),
      ...number('scenario_version'),
      ...text('run_key', 'state', 'node'),
      ...number('started_at', 'node_since', 'wake_at'),
      ...text('trigger_data', 'arms', 'sent'),
      ...number('step', 'ended_at'),
      ...text('end_reason'),
    ],
    key: ['run_id'],
    cells: (one: Run) => [
      one.contactId,
      one.runId,
      one.scenarioId,
      one.scenarioVersion,
      one.runKey,
      one.state,
      one.node,
      one.startedAt,
      one.nodeSince,
      one.wakeAt ?? null,
      json(one.trigger),
      json(one.arms),
      json(one.sent),
      one.step,
      one.endedAt ?? null,
      one.endReason ?? null,
    ],
  },
  'messages.insertNew': {
    table: 'clientele_messages',
    columns: [
      ...text('contact_id', 'message_key', 'scenario_id'),
      ...number('scenario_version'),
      ...text('run_id', 'node', 'channel', 'class', 'purpose', 'state'),
      ...number('created_at', 'due_at', 'attempts', 'lease_until', 'fence'),
      ...text('provider_id'),
      ...number('settled_at'),
      ...text('decisions', 'context'),
    ],
    cells: (one: MessageIntent) => [
      one.contactId,
      one.messageKey,
      one.scenarioId,
      one.scenarioVersion,
      one.runId,
      one.node,
      one.channel,
      one.class,
      one.purpose,
      one.state,
      one.createdAt,
      one.dueAt,
      one.attempts,
      one.leaseUntil ?? null,
      one.fence,
      one.providerId ?? null,
      one.settledAt ?? null,
      json(one.decisions),
      json(one.context),
    ],
  },
  'identityLog.append': {
    table: 'clientele_identity_log',
    columns: [
      ...text('id'),
      ...number('at'),
      ...text('kind', 'contact_id', 'from_id', 'record_ids', 'cause'),
    ],
    cells: (one: IdentityLogEntry) => [
      one.id,
      one.at,
      one.kind,
      one.contactId,
      one.from ?? null,
      json(one.recordIds),
      json(one.cause),
    ],
  },
}

/** Rows for one hand-written statement. */
export interface HandRows {
  readonly write: HandWrite
  readonly rows: readonly (readonly Cell[])[]
}

/** What a ceiling writes for a call: the rows, and those of the claims of records. */
export function handRows({ into, rows }: Write): readonly HandRows[] {
  const write = HAND[into]
  if (write === undefined) throw new Error(`the ceiling knows no ${into}`)
  const own = { write, rows: (rows as readonly never[]).map(write.cells) }
  if (write !== records) return [own]
  const claimed = (rows as readonly ContactRecord[]).flatMap((record) =>
    record.identifiers.map(({ type, value, verified }) => [
      record.contactId,
      record.recordId,
      type,
      value,
      verified === undefined ? null : Number(verified),
    ]),
  )
  return [own, { write: claims, rows: claimed }]
}
