import type { Kernel } from '../kernel.ts'
import type { JsonObject, JsonValue } from '../model/json.ts'
import type { StorageTransaction } from '../ports/storage.ts'
import type { TimelineEntry } from './contacts-api.ts'

const DEFAULT_LIMIT = 100

/** What happened to a contact and what it did, latest first. */
export async function timelineOf(
  tx: StorageTransaction,
  contactId: string,
  kernel: Pick<Kernel, 'tables'>,
  options: { readonly limit?: number | undefined; readonly before?: number | undefined } = {},
): Promise<readonly TimelineEntry[]> {
  const { limit = DEFAULT_LIMIT, before = Number.POSITIVE_INFINITY } = options
  const entries = await allEntries(tx, [contactId], kernel)
  return entries
    .filter(({ at }) => at < before)
    .sort((a, b) => b.at - a.at)
    .slice(0, limit)
}

async function allEntries(
  tx: StorageTransaction,
  ids: readonly string[],
  kernel: Pick<Kernel, 'tables'>,
): Promise<TimelineEntry[]> {
  const entries: TimelineEntry[] = []
  const add = (at: number, kind: TimelineEntry['kind'], name: string, details: object): void => {
    entries.push({ at, kind, name, details: plain(details) })
  }
  for (const { occurredAt, name, properties, source, messageId } of await tx.events.find({ contactIds: ids }))
    add(occurredAt, 'event', name, { messageId, source, properties })
  for (const row of await tx.rows.ofContacts(ids, [...kernel.tables.keys()]))
    add(row.at ?? row.observedAt, 'row', row.table, { key: row.key, values: row.values })
  for (const { at, segmentId, entered, definitionVersion } of await tx.memberships.changesOf(ids))
    add(at, 'segment', segmentId, { entered, definitionVersion })
  for (const run of await tx.runs.ofContacts(ids)) {
    const { runId, runKey, node, endReason } = run
    add(run.startedAt, 'run', run.scenarioId, { runId, runKey, state: 'started' })
    if (run.endedAt !== undefined)
      add(run.endedAt, 'run', run.scenarioId, { runId, runKey, state: 'ended', node, endReason })
  }
  for (const message of await tx.messages.ofContacts(ids)) {
    const { messageKey, scenarioId, node, state, purpose } = message
    add(message.settledAt ?? message.createdAt, 'message', message.channel, {
      messageKey,
      scenarioId,
      node,
      state,
      purpose,
    })
  }
  for (const { at, channel, purpose, status, source, recordId } of await tx.consents.ofContacts(ids))
    add(at, 'consent', channel, { purpose, status, source, recordId })
  for (const { at, kind, from, recordIds, cause } of await tx.identityLog.ofContacts(ids))
    add(at, 'identity', kind, { from, recordIds, cause })
  return entries
}

/** Without what is `undefined`. */
function plain(details: object): JsonObject {
  const kept: Record<string, JsonValue> = {}
  for (const [key, value] of Object.entries(details)) if (value !== undefined) kept[key] = value as JsonValue
  return kept
}
