import { type ContactEvent, type EventRepository, matchesName } from '@clientele/core'
import { compareText } from '../compare-text.ts'
import type { Tables } from '../tables.ts'

export function eventRepository({ events }: Tables): EventRepository {
  return {
    known: async (messageIds) => new Set(events.pick(messageIds).map(({ messageId }) => messageId)),
    insert: async (added) => events.put(added),
    find: async ({ contactIds, names, since }) =>
      events
        .find('contact', contactIds)
        .filter(({ occurredAt }) => since === undefined || occurredAt >= since)
        .filter(({ name }) => names === undefined || names.some((pattern) => matchesName(pattern, name))),
    scan: async ({ after, limit }) =>
      events
        .all()
        .filter((event) => after === undefined || byPerson(event, after) > 0)
        .sort(byPerson)
        .slice(0, limit),
    count: async () => events.size(),
  }
}

type Place = Pick<ContactEvent, 'contactId' | 'occurredAt' | 'messageId'>

function byPerson(a: Place, b: Place): number {
  return (
    compareText(a.contactId, b.contactId) ||
    a.occurredAt - b.occurredAt ||
    compareText(a.messageId, b.messageId)
  )
}
