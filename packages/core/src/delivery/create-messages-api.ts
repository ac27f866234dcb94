import { ClienteleError } from '../errors.ts'
import type { Kernel } from '../kernel.ts'
import type { Instant } from '../model/instant.ts'
import type { MessageIntent } from '../model/message.ts'
import { append } from './dispatch/settlement.ts'
import type { MessagesApi } from './messages-api.ts'

/** Messages of a page when nothing is asked. */
const PAGE = 100

/** Makes the outbox as a person sees it. */
export function createMessagesApi(kernel: Pick<Kernel, 'storage' | 'clock' | 'ids' | 'emit'>): MessagesApi {
  return {
    list: (state, page) =>
      kernel.storage.transaction((tx) =>
        tx.messages.listByState(state, { after: page?.after, limit: page?.limit ?? PAGE }),
      ),
    ofContact: (contactId) =>
      kernel.storage.transaction(async (tx) => {
        const live = (await tx.contacts.resolve([contactId])).get(contactId) ?? contactId
        const messages = await tx.messages.ofContacts([live])
        return [...messages].sort(
          (a, b) => b.createdAt - a.createdAt || (a.messageKey < b.messageKey ? -1 : 1),
        )
      }),
    settle: async (messageKey, finding, by) => {
      const settled = await kernel.storage.transaction(async (tx) => {
        const now = kernel.clock.now()
        const message = (await tx.messages.byKeys([messageKey]))[0]
        if (message === undefined)
          throw new ClienteleError(
            'NOT_FOUND',
            'Expected the key of a message, got one that is unknown; list those in doubt.',
          )
        if (message.state !== 'in-doubt')
          throw new ClienteleError(
            'INVALID_INPUT',
            `Expected a message in doubt, got one that is \`${message.state}\`; there is nothing to find out.`,
          )
        const found = afterFinding(message, finding, now)
        const written = await tx.messages.settle([found])
        if (written.length === 0)
          throw new ClienteleError('VERSION_CONFLICT', 'The message changed meanwhile; look at it again.', {
            retryable: true,
          })
        const details = { finding }
        await tx.audit.append([
          {
            id: kernel.ids.next(),
            at: now,
            actor: by,
            action: 'message.settle',
            subject: messageKey,
            details,
          },
        ])
        return found
      })
      const { scenarioId, contactId, channel, state } = settled
      if (state !== 'pending')
        kernel.emit('message.settled', { messageKey, scenarioId, contactId, channel, state })
    },
  }
}

function afterFinding(
  message: MessageIntent,
  finding: Parameters<MessagesApi['settle']>[1],
  now: Instant,
): MessageIntent {
  const decisions = append(message, [
    { gate: 'person', outcome: finding === 'was-not-sent' ? 'stop' : 'pass', rule: finding, at: now },
  ])
  switch (finding) {
    case 'was-sent':
      return { ...message, state: 'sent', settledAt: now, decisions }
    case 'was-not-sent':
      return { ...message, state: 'failed', settledAt: now, decisions }
    case 'send-again':
      return {
        ...message,
        state: 'pending',
        dueAt: now,
        leaseUntil: undefined,
        settledAt: undefined,
        decisions,
      }
  }
}
