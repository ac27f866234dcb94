import type { MessageIntent } from '@clientele/core'
import { readJson, readNumber, readOptionalNumber, writeJson } from '../cells.ts'
import type { MessageRow } from '../schema/messages.ts'

export function fromMessage(intent: MessageIntent): MessageRow {
  return {
    contact_id: intent.contactId,
    message_key: intent.messageKey,
    scenario_id: intent.scenarioId,
    scenario_version: intent.scenarioVersion,
    run_id: intent.runId,
    node: intent.node,
    channel: intent.channel,
    class: intent.class,
    purpose: intent.purpose,
    state: intent.state,
    created_at: intent.createdAt,
    due_at: intent.dueAt,
    attempts: intent.attempts,
    lease_until: intent.leaseUntil ?? null,
    fence: intent.fence,
    provider_id: intent.providerId ?? null,
    settled_at: intent.settledAt ?? null,
    decisions: writeJson(intent.decisions),
    context: writeJson(intent.context),
  }
}

export function toMessage(row: MessageRow): MessageIntent {
  return {
    messageKey: row.message_key,
    contactId: row.contact_id,
    scenarioId: row.scenario_id,
    scenarioVersion: readNumber(row.scenario_version),
    runId: row.run_id,
    node: row.node,
    channel: row.channel,
    class: row.class as MessageIntent['class'],
    purpose: row.purpose,
    state: row.state as MessageIntent['state'],
    createdAt: readNumber(row.created_at),
    dueAt: readNumber(row.due_at),
    attempts: readNumber(row.attempts),
    leaseUntil: readOptionalNumber(row.lease_until),
    fence: readNumber(row.fence),
    providerId: row.provider_id ?? undefined,
    settledAt: readOptionalNumber(row.settled_at),
    decisions: readJson(row.decisions),
    context: readJson(row.context),
  }
}
