import type { IntakeItem } from '@clientele/core'
import type { SeededRandom } from '@clientele/testing'
import type { FrenchRecord } from '@clientele/testing/french'

/** Something that comes in at an instant. */
export interface LiveItem {
  readonly at: number
  readonly item: IntakeItem
}

/** Makes subscriptions to the newsletter on the shop's site: the consent that was given, and the event of it. */
export function makeSubscriptions(
  people: readonly (readonly FrenchRecord[])[],
  count: number,
  from: number,
  to: number,
  random: SeededRandom,
): readonly LiveItem[] {
  const withEmail = people.flatMap((own) => own.filter(({ email }) => email !== '').slice(0, 1))
  return Array.from({ length: count }, () => random.pick(withEmail)).flatMap(({ email }, nth) => {
    const at = from + random.integer(Math.floor((to - from) / 1000)) * 1000
    const identifiers = [{ type: 'email', value: email }]
    const consent = {
      channel: 'email',
      purpose: 'newsletter',
      status: 'granted',
      at,
      source: 'newsletter',
    } as const
    return [
      {
        at,
        item: {
          type: 'record',
          record: {
            source: 'newsletter',
            sourceKey: email.toUpperCase(),
            observedAt: at,
            identifiers,
            fields: { email },
            consents: [consent],
          },
        },
      },
      {
        at,
        item: {
          type: 'event',
          event: {
            name: 'Newsletter Subscribed',
            messageId: `S${String(nth + 1).padStart(4, '0')}`,
            occurredAt: at,
            source: 'newsletter',
            identifiers,
            properties: {},
          },
        },
      },
    ] satisfies readonly LiveItem[]
  })
}
