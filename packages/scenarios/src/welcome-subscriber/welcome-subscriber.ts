import type { DurationText, ScenarioDefinition } from '@clientele/core'
import { marketingEmail } from '../shared/marketing-email.ts'
import type { ProgrammeOptions } from '../shared/programme-options.ts'
import { welcomeCopy } from './welcome-copy.ts'

/** What {@link welcomeSubscriber} can be told. */
export interface WelcomeSubscriberOptions extends ProgrammeOptions {
  /** How long after the subscription. @default at once */
  readonly delay?: DurationText | undefined
  /** The event that a subscription is. @default 'Newsletter Subscribed' */
  readonly subscribed?: string | undefined
  /** The event that its end is. @default 'Newsletter Unsubscribed' */
  readonly unsubscribed?: string | undefined
}

/**
 * P1, welcome of a subscriber: whoever subscribes to the newsletter gets one e-mail that says what it brings.
 * Ends by unsubscription; comes once.
 *
 * @example
 * ```ts
 * const scenario = welcomeSubscriber({ shop: { name: 'Maison Colette', url: 'https://colette.example' } })
 * ```
 */
export function welcomeSubscriber(options: WelcomeSubscriberOptions = {}): ScenarioDefinition {
  const subscribed = options.subscribed ?? 'Newsletter Subscribed'
  const unsubscribed = options.unsubscribed ?? 'Newsletter Unsubscribed'
  const { delay } = options
  return {
    id: options.id ?? 'welcome-subscriber',
    name: 'Welcome, subscriber',
    programme: 'welcome',
    objective: 'Turn a subscriber into a reader, and a reader into a first order',
    goal: { kpi: 'first order within 30 days of the welcome', event: 'Order Completed', within: '30d' },
    targeting: { filter: { all: [] } },
    triggers: [{ on: 'event', event: subscribed }],
    reentry: 'once',
    whileLive: 'ignore',
    personalisation: {
      needs: [
        { event: subscribed, freshness: '1h' },
        { event: unsubscribed, freshness: '1h' },
        { field: 'email', freshness: '1h' },
        { field: 'firstName', freshness: '1d' },
      ],
    },
    // Later than this the consent itself says no: an unsubscription long past must not stop a new subscription.
    interruption: { exitWhen: { event: unsubscribed, window: { last: '1d' } } },
    start: delay === undefined ? 'welcome' : 'wait',
    nodes: {
      ...(delay === undefined ? {} : { wait: { type: 'wait', for: delay, next: 'welcome' } as const }),
      welcome: marketingEmail(options, {
        objective: 'Say what the newsletter brings',
        copy: (language) => welcomeCopy(language, options.shop),
        next: 'welcomed',
      }),
      welcomed: { type: 'exit', reason: 'welcomed' },
    },
    meta: { catalogue: 'P1', priority: options.priority ?? 20 },
  }
}
