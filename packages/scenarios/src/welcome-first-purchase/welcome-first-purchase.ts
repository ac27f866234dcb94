import type { DurationText, MessageContent, ScenarioDefinition } from '@clientele/core'
import { emailPage, escapeText } from '../shared/email-page.ts'
import { marketingEmail } from '../shared/marketing-email.ts'
import { orderTakenBack } from '../shared/order-interruption.ts'
import type { Language, ProgrammeOptions } from '../shared/programme-options.ts'

/** What {@link welcomeFirstPurchase} can be told. */
export interface WelcomeFirstPurchaseOptions extends ProgrammeOptions {
  /** How long after the order. @default '1d' */
  readonly delay?: DurationText | undefined
}

/**
 * P2, welcome after the first purchase: one e-mail a day after a first order, that says what the shop stands for and
 * how it helps. Ends when the order is cancelled or paid back.
 *
 * @example
 * ```ts
 * const scenario = welcomeFirstPurchase({ delay: '2d', shop: { name: 'Maison Colette' } })
 * ```
 */
export function welcomeFirstPurchase(options: WelcomeFirstPurchaseOptions = {}): ScenarioDefinition {
  return {
    id: options.id ?? 'welcome-first-purchase',
    name: 'Welcome, first purchase',
    programme: 'welcome',
    objective: 'Turn a first order into a relation',
    goal: { kpi: 'second order within 90 days of the welcome', event: 'Order Completed', within: '90d' },
    targeting: { filter: { all: [] } },
    triggers: [{ on: 'event', event: 'Order Completed' }],
    reentry: 'once',
    whileLive: 'ignore',
    personalisation: {
      needs: [
        { event: 'Order Completed', freshness: '1h' },
        { event: 'Order Refunded', freshness: '1d' },
        { field: 'email', freshness: '1d' },
      ],
    },
    interruption: { exitWhen: orderTakenBack() },
    start: 'first',
    nodes: {
      first: {
        type: 'branch',
        cases: [{ when: { event: 'Order Completed', op: 'gte', value: 2 }, next: 'notFirst' }],
        else: 'wait',
      },
      wait: { type: 'wait', for: options.delay ?? '1d', next: 'welcome' },
      welcome: marketingEmail(options, {
        objective: 'Welcome a new customer',
        copy: (language) => welcomeCopy(language, options),
        next: 'welcomed',
      }),
      welcomed: { type: 'exit', reason: 'welcomed' },
      notFirst: { type: 'exit', reason: 'not-first' },
    },
    meta: { catalogue: 'P2', priority: options.priority ?? 30 },
  }
}

function welcomeCopy(language: Language, { shop }: WelcomeFirstPurchaseOptions): MessageContent {
  const name = shop === undefined ? undefined : escapeText(shop.name)
  if (language === 'fr')
    return emailPage('fr', shop, {
      subject: 'Merci{% if firstName %}, {{ firstName }}{% endif %} : bienvenue parmi nos clients',
      preheader: 'Ce que vous pouvez attendre de nous, maintenant et plus tard.',
      title: 'Bienvenue{% if firstName %}, {{ firstName }}{% endif %}',
      paragraphs: [
        `Vous venez de passer votre première commande${name === undefined ? '' : ` chez ${name}`} : merci de votre confiance.`,
        'Une question, un échange, un conseil ? Répondez simplement à cet e-mail, quelqu’un vous lira.',
      ],
      button: shop?.url === undefined ? undefined : { label: 'Revenir à la boutique', url: shop.url },
      reason: 'Vous recevez cet e-mail parce que vous avez accepté nos nouvelles.',
    })
  return emailPage('en', shop, {
    subject: 'Thank you{% if firstName %}, {{ firstName }}{% endif %}: welcome among our customers',
    preheader: 'What you can expect from us, now and later.',
    title: 'Welcome{% if firstName %}, {{ firstName }}{% endif %}',
    paragraphs: [
      `You have just placed your first order${name === undefined ? '' : ` with ${name}`}: thank you for your trust.`,
      'A question, an exchange, advice? Just answer this e-mail; somebody will read it.',
    ],
    button: shop?.url === undefined ? undefined : { label: 'Back to the shop', url: shop.url },
    reason: 'You get this e-mail because you have agreed to our news.',
  })
}
