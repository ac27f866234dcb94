import type { MessageContent, ScenarioDefinition, ScenarioNode } from '@clientele/core'
import { emailPage } from '../shared/email-page.ts'
import { marketingEmail } from '../shared/marketing-email.ts'
import { orderTakenBack } from '../shared/order-interruption.ts'
import type { Language, ProgrammeOptions } from '../shared/programme-options.ts'

/** What {@link purchaseAnniversary} can be told. */
export interface PurchaseAnniversaryOptions extends ProgrammeOptions {
  /** How many anniversaries are kept. @default 1 */
  readonly years?: number | undefined
}

/**
 * P6, anniversary of the first purchase: an e-mail one calendar year after the first order, and on the following
 * anniversaries if they are asked for. The first order taken back ends it.
 *
 * @example
 * ```ts
 * const scenario = purchaseAnniversary({ years: 3 })
 * ```
 */
export function purchaseAnniversary(options: PurchaseAnniversaryOptions = {}): ScenarioDefinition {
  const years = Math.max(1, Math.floor(options.years ?? 1))
  const nodes: Record<string, ScenarioNode> = {
    first: {
      type: 'branch',
      cases: [{ when: { event: 'Order Completed', op: 'gte', value: 2 }, next: 'notFirst' }],
      else: 'year-1',
    },
    kept: { type: 'exit', reason: 'kept' },
    notFirst: { type: 'exit', reason: 'not-first' },
  }
  for (let year = 1; year <= years; year++) {
    nodes[`year-${year}`] = { type: 'wait', for: `P${year}Y`, from: 'trigger', next: `morning-${year}` }
    nodes[`morning-${year}`] = { type: 'waitUntilTime', time: '09:00', next: `anniversary-${year}` }
    nodes[`anniversary-${year}`] = marketingEmail(options, {
      objective: 'Recall how long the relation has lasted',
      copy: (language) => anniversaryCopy(language, options, year),
      next: year === years ? 'kept' : `year-${year + 1}`,
    })
  }
  return {
    id: options.id ?? 'purchase-anniversary',
    name: 'First-purchase anniversary',
    programme: 'loyalty',
    objective: 'Keep a customer for another year',
    goal: { kpi: 'orders within 30 days of the anniversary', event: 'Order Completed', within: '30d' },
    targeting: { filter: { all: [] } },
    triggers: [{ on: 'event', event: 'Order Completed' }],
    reentry: 'once',
    whileLive: 'ignore',
    personalisation: {
      needs: [
        { event: 'Order Completed', freshness: '1d' },
        { field: 'email', freshness: '1d' },
      ],
    },
    interruption: { exitWhen: orderTakenBack() },
    start: 'first',
    nodes,
    meta: { catalogue: 'P6', priority: options.priority ?? 30 },
  }
}

function anniversaryCopy(
  language: Language,
  { shop }: PurchaseAnniversaryOptions,
  year: number,
): MessageContent {
  const url = shop?.url
  if (language === 'fr') {
    const since = year === 1 ? 'Un an' : `${year} ans`
    return emailPage('fr', shop, {
      subject: `${since} déjà{% if firstName %}, {{ firstName }}{% endif %}`,
      preheader: 'Merci de votre fidélité.',
      title: `${since} déjà que vous êtes parmi nous`,
      paragraphs: [
        'Votre première commande date d’aujourd’hui même. Merci de votre confiance : nous avons réuni une sélection qui devrait vous plaire.',
      ],
      button: url === undefined ? undefined : { label: 'Voir ma sélection', url },
      reason: 'Vous recevez cet e-mail parce que vous avez accepté nos nouvelles.',
    })
  }
  const since = year === 1 ? 'One year' : `${year} years`
  return emailPage('en', shop, {
    subject: `${since} already{% if firstName %}, {{ firstName }}{% endif %}`,
    preheader: 'Thank you for staying.',
    title: `You have been with us for ${since.toLowerCase()}`,
    paragraphs: [
      'Your first order was on this very day. Thank you for your trust: we have put together a selection that you should like.',
    ],
    button: url === undefined ? undefined : { label: 'See my selection', url },
    reason: 'You get this e-mail because you have agreed to our news.',
  })
}
