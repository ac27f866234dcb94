import type { MessageIntent, MessageRepository } from '@clientele/core'
import { compareText } from '../compare-text.ts'
import { compositeKey } from '../composite-key.ts'
import { earliest } from '../earliest.ts'
import { pageOf } from '../page-of.ts'
import type { Tables } from '../tables.ts'

export function messageRepository({ messages }: Tables): MessageRepository {
  return {
    insertNew: async (intents) => messages.putNew(intents),
    byKeys: async (messageKeys) => messages.pick(messageKeys),
    ofContacts: async (contactIds) => messages.find('contact', contactIds),
    claim: async (at, limit, leaseUntil) => {
      const claimed = messages
        .find('state', ['pending'])
        .filter((message) => message.dueAt <= at && (message.leaseUntil ?? at) <= at)
        .sort(byDueAt)
        .slice(0, limit)
        .map((message) => ({ ...message, leaseUntil, fence: message.fence + 1 }))
      messages.put(claimed)
      return claimed
    },
    settle: async (intents) => {
      const written: string[] = []
      for (const intent of intents) {
        const stored = messages.get(intent.messageKey)
        if (stored === undefined || stored.fence !== intent.fence) continue
        messages.put([{ ...intent, contactId: stored.contactId }])
        written.push(intent.messageKey)
      }
      return written
    },
    abandoned: async (at, limit) =>
      messages
        .find('state', ['sending'])
        .filter(({ leaseUntil }) => leaseUntil !== undefined && leaseUntil <= at)
        .sort((a, b) => a.leaseUntil! - b.leaseUntil!)
        .slice(0, limit),
    nextDue: async () =>
      earliest([
        ...messages.find('state', ['pending']).map(({ dueAt }) => dueAt),
        ...messages.find('state', ['sending']).flatMap(({ leaseUntil }) => leaseUntil ?? []),
      ]),
    listByState: async (state, page) =>
      pageOf(messages.find('state', [state]), ({ messageKey }) => messageKey, page),
    counts: async (scenarioId) => {
      const counts = new Map<string, Awaited<ReturnType<MessageRepository['counts']>>[number]>()
      for (const { node, state } of messages.find('scenario', [scenarioId])) {
        const key = compositeKey(node, state)
        counts.set(key, { node, state, messages: (counts.get(key)?.messages ?? 0) + 1 })
      }
      return [...counts.values()]
    },
  }
}

function byDueAt(a: MessageIntent, b: MessageIntent): number {
  return a.dueAt - b.dueAt || compareText(a.messageKey, b.messageKey)
}
