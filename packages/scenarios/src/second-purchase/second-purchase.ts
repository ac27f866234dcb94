import type { DurationText, MessageContent, ScenarioDefinition, ScenarioNode } from '@clientele/core'
import { emailPage } from '../shared/email-page.ts'
import { marketingEmail } from '../shared/marketing-email.ts'
import type { Language, ProgrammeOptions } from '../shared/programme-options.ts'
import { readOrClicked } from '../shared/read-or-clicked.ts'

/** What {@link secondPurchase} can be told. */
export interface SecondPurchaseOptions extends ProgrammeOptions {
  /** How long after the first order. @default '14d' */
  readonly delay?: DurationText | undefined
  /** Who has not opened or clicked by then is reminded. @default '7d' */
  readonly reminderAfter?: DurationText | undefined
  /** Where a category is shown; Liquid: `https://shop.example/c/{{ trigger.products[0].category }}`. @default the shop */
  readonly categoryUrl?: string | undefined
}

/**
 * P11, second purchase: some time after a first order, an e-mail that goes on from the category of its first product;
 * a week later a reminder to whom did not open it. A second order ends it.
 *
 * @example
 * ```ts
 * const scenario = secondPurchase({ delay: '21d' })
 * ```
 */
export function secondPurchase(options: SecondPurchaseOptions = {}): ScenarioDefinition {
  const id = options.id ?? 'second-purchase'
  return {
    id,
    name: 'Second purchase',
    programme: 'loyalty',
    objective: 'Bring a new customer to a second order',
    goal: { kpi: 'second order within 30 days of the message', event: 'Order Completed', within: '30d' },
    targeting: { filter: { all: [] } },
    triggers: [{ on: 'event', event: 'Order Completed' }],
    reentry: 'once',
    whileLive: 'ignore',
    personalisation: {
      needs: [
        { event: 'Order Completed', freshness: '1d' },
        { event: 'Email Opened', freshness: '1d' },
        { field: 'email', freshness: '1d' },
      ],
    },
    interruption: { exitWhen: { event: 'Order Completed', op: 'gte', value: 2 } },
    start: 'wait',
    nodes: {
      wait: { type: 'wait', for: options.delay ?? '14d', next: 'suggestion' },
      suggestion: suggestion(options, false, 'reading'),
      reading: readOrClicked(id, { within: options.reminderAfter ?? '7d', read: 'read', unread: 'reminder' }),
      reminder: suggestion(options, true, 'reminded'),
      read: { type: 'exit', reason: 'read' },
      reminded: { type: 'exit', reason: 'reminded' },
    },
    meta: { catalogue: 'P11', priority: options.priority ?? 30 },
  }
}

function suggestion(options: SecondPurchaseOptions, reminder: boolean, next: string): ScenarioNode {
  return marketingEmail(options, {
    objective: 'Suggest what goes with the first order',
    copy: (language) => suggestionCopy(language, options, reminder),
    next,
  })
}

const CATEGORY = 'trigger.products[0].category'

function suggestionCopy(
  language: Language,
  { shop, categoryUrl }: SecondPurchaseOptions,
  reminder: boolean,
): MessageContent {
  const url = categoryUrl ?? shop?.url
  if (language === 'fr')
    return emailPage('fr', shop, {
      subject: reminder
        ? '{% if firstName %}{{ firstName }}, avez-vous{% else %}Avez-vous{% endif %} vu notre sélection ?'
        : '{% if firstName %}{{ firstName }}, de{% else %}De{% endif %} quoi compléter votre commande',
      preheader: 'Choisi à partir de ce que vous avez aimé.',
      title: 'Pour aller avec votre première commande',
      paragraphs: [
        `Nous espérons que votre commande vous plaît. Voici ce que nos clients choisissent ensuite{% if ${CATEGORY} %} dans l’univers <strong>{{ ${CATEGORY} }}</strong>{% endif %}.`,
      ],
      button: url === undefined ? undefined : { label: 'Voir la sélection', url },
      reason: 'Vous recevez cet e-mail parce que vous avez accepté nos nouvelles.',
    })
  return emailPage('en', shop, {
    subject: reminder
      ? '{% if firstName %}{{ firstName }}, have{% else %}Have{% endif %} you seen our selection?'
      : '{% if firstName %}{{ firstName }}, something{% else %}Something{% endif %} to go with your order',
    preheader: 'Chosen from what you liked.',
    title: 'To go with your first order',
    paragraphs: [
      `We hope you enjoy your order. Here is what our customers choose next{% if ${CATEGORY} %} in <strong>{{ ${CATEGORY} }}</strong>{% endif %}.`,
    ],
    button: url === undefined ? undefined : { label: 'See the selection', url },
    reason: 'You get this e-mail because you have agreed to our news.',
  })
}
