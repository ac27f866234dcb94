import type { MessageContent, ScenarioDefinition, ScenarioNode, SegmentDefinition } from '@clientele/core'
import { emailPage } from '../shared/email-page.ts'
import { marketingEmail } from '../shared/marketing-email.ts'
import type { Language, ProgrammeOptions } from '../shared/programme-options.ts'
import { type Voucher, voucherBlock } from '../shared/voucher.ts'

/** What {@link inactiveBuyer} and {@link inactiveBuyerSegment} can be told. */
export interface InactiveBuyerOptions extends ProgrammeOptions {
  /** How many times their own purchase rhythm a person may let pass. @default 2 */
  readonly rhythms?: number | undefined
  /** Score: days since the last order over the expected interval. @default 'lifecycle.ratio', of @clientele/scoring-lifecycle */
  readonly ratioField?: string | undefined
  /** Half of the people are offered it, half are not: what it brings is measured. @default nobody is offered anything */
  readonly voucher?: Voucher | undefined
}

const SEGMENT = 'inactive-buyer'

/** Who has ordered nothing for several times their own rhythm. {@link inactiveBuyer} needs it among the segments. */
export function inactiveBuyerSegment(options: InactiveBuyerOptions = {}): SegmentDefinition {
  return {
    id: SEGMENT,
    name: 'Inactive buyer',
    where: { field: options.ratioField ?? 'lifecycle.ratio', op: 'gte', value: options.rhythms ?? 2 },
  }
}

/**
 * P9, inactive buyer: who lets several times their own purchase rhythm pass without an order is asked back, with a
 * voucher or without, as a test that differs in nothing else. An order ends it. Compose it with
 * {@link inactiveBuyerSegment} and a scorer that measures the rhythm.
 *
 * @example
 * ```ts
 * const scenarios = [inactiveBuyer({ voucher: { code: 'RETOUR', label: { fr: '10 % de remise', en: '10% off' } } })]
 * const segments = [inactiveBuyerSegment()]
 * ```
 */
export function inactiveBuyer(options: InactiveBuyerOptions = {}): ScenarioDefinition {
  const id = options.id ?? 'inactive-buyer'
  const nodes: Record<string, ScenarioNode> = {
    morning: {
      type: 'waitUntilTime',
      time: '10:00',
      next: options.voucher === undefined ? 'plain' : 'split',
    },
    plain: winBack(options, undefined),
    asked: { type: 'exit', reason: 'asked' },
  }
  if (options.voucher !== undefined) {
    const arms = ['plain', 'voucher'].map((arm) => ({ id: arm, weight: 1, next: arm }))
    nodes.split = { type: 'split', experiment: `${id}-voucher`, variable: 'voucher', arms }
    nodes.voucher = winBack(options, options.voucher)
  }
  return {
    id,
    name: 'Inactive buyer',
    programme: 'churn',
    objective: 'Win a customer back',
    goal: { kpi: 'orders within 30 days of the message', event: 'Order Completed', within: '30d' },
    targeting: { filter: { all: [] } },
    triggers: [{ on: 'segmentEntered', segment: SEGMENT }],
    reentry: { after: '90d' },
    whileLive: 'ignore',
    personalisation: {
      needs: [
        { field: options.ratioField ?? 'lifecycle.ratio', freshness: '1d' },
        { event: 'Order Completed', freshness: '1d' },
        { field: 'email', freshness: '1d' },
      ],
    },
    // The score follows an order only at its next run; the order itself is known at once.
    interruption: {
      exitWhen: {
        any: [{ not: { segment: SEGMENT } }, { event: 'Order Completed', window: { last: '2d' } }],
      },
    },
    start: 'morning',
    nodes,
    meta: { catalogue: 'P9', priority: options.priority ?? 20 },
  }
}

function winBack(options: InactiveBuyerOptions, voucher: Voucher | undefined): ScenarioNode {
  return marketingEmail(options, {
    objective: 'Ask a customer back',
    copy: (language) => winBackCopy(language, options, voucher),
    next: 'asked',
  })
}

function winBackCopy(
  language: Language,
  { shop }: InactiveBuyerOptions,
  voucher: Voucher | undefined,
): MessageContent {
  const block = voucher === undefined ? undefined : voucherBlock(language, voucher)
  if (language === 'fr')
    return emailPage('fr', shop, {
      subject: '{% if firstName %}{{ firstName }}, vous{% else %}Vous{% endif %} nous manquez',
      preheader: 'Voici ce qui est arrivé depuis votre dernière visite.',
      title: 'Cela fait un moment',
      paragraphs: [
        'Bonjour{% if firstName %} {{ firstName }}{% endif %}, nous ne vous avons pas vu depuis quelque temps. De nouveaux articles sont arrivés, et nous serions heureux de vous revoir.',
      ],
      block,
      button: shop?.url === undefined ? undefined : { label: 'Voir les nouveautés', url: shop.url },
      reason: 'Vous recevez cet e-mail parce que vous avez accepté nos nouvelles.',
    })
  return emailPage('en', shop, {
    subject: '{% if firstName %}{{ firstName }}, we{% else %}We{% endif %} miss you',
    preheader: 'Here is what has arrived since your last visit.',
    title: 'It has been a while',
    paragraphs: [
      'Hello{% if firstName %} {{ firstName }}{% endif %}, we have not seen you for some time. New things have arrived, and we would be glad to see you again.',
    ],
    block,
    button: shop?.url === undefined ? undefined : { label: 'See what is new', url: shop.url },
    reason: 'You get this e-mail because you have agreed to our news.',
  })
}
