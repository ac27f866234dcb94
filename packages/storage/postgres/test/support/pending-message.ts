import type { MessageIntent } from '@clientele/core'

/** A message that is due at once. */
export function pendingMessage(messageKey: string): MessageIntent {
  return {
    messageKey,
    contactId: 'c1',
    scenarioId: 's',
    scenarioVersion: 1,
    runId: 'r',
    node: 'n',
    channel: 'email',
    class: 'marketing',
    purpose: 'news',
    state: 'pending',
    createdAt: 1,
    dueAt: 1,
    attempts: 0,
    leaseUntil: undefined,
    fence: 0,
    providerId: undefined,
    settledAt: undefined,
    decisions: [],
    context: {},
  }
}
