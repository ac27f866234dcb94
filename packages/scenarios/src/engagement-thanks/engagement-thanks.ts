import type { Condition, DurationText, MessageContent, ScenarioDefinition } from '@clientele/core'
import { emailPage } from '../shared/email-page.ts'
import { marketingEmail } from '../shared/marketing-email.ts'
import type { Language, ProgrammeOptions } from '../shared/programme-options.ts'
import { voucherBlock } from '../shared/voucher.ts'

/** What {@link engagementThanks} can be told. */
export interface EngagementThanksOptions extends ProgrammeOptions {
  /** The event that a completed form is; it carries the person's own voucher as `coupon`. @default 'Survey Completed' */
  readonly completed?: string | undefined
  /** What the voucher is worth, by language. @default 'Your voucher' */
  readonly label?: { readonly [language in Language]: string } | undefined
  /** How long the voucher may lie unused before an SMS recalls it. @default '7d' */
  readonly patience?: DurationText | undefined
}

const REDEEMED: Condition = { property: 'coupon', op: 'eq', value: { ref: 'trigger.coupon' } }

/**
 * P3, thanks for engagement: a completed satisfaction form brings an e-mail with a personal voucher, and an SMS if the
 * voucher lies unused for a week. An order with the voucher ends it.
 *
 * @example
 * ```ts
 * const scenario = engagementThanks({ label: { fr: '10 € offerts', en: '€10 off' } })
 * ```
 */
export function engagementThanks(options: EngagementThanksOptions = {}): ScenarioDefinition {
  const completed = options.completed ?? 'Survey Completed'
  const purpose = options.purpose ?? 'newsletter'
  return {
    id: options.id ?? 'engagement-thanks',
    name: 'Engagement thanks',
    programme: 'loyalty',
    objective: 'Thank a person who gave their opinion',
    goal: {
      kpi: 'vouchers redeemed within 30 days',
      event: 'Order Completed',
      where: { property: 'coupon', op: 'exists' },
      within: '30d',
    },
    targeting: { filter: { all: [] } },
    triggers: [{ on: 'event', event: completed, where: { property: 'coupon', op: 'exists' } }],
    runKey: 'coupon',
    reentry: 'once',
    whileLive: 'ignore',
    personalisation: {
      needs: [
        { event: completed, freshness: '1h' },
        { event: 'Order Completed', freshness: '1h' },
        { field: 'email', freshness: '1d' },
        { field: 'phone', freshness: '1d' },
      ],
    },
    interruption: { exitWhen: { event: 'Order Completed', where: REDEEMED } },
    start: 'thanks',
    nodes: {
      thanks: marketingEmail(options, {
        objective: 'Thank, with a personal voucher',
        copy: (language) => thanksCopy(language, options),
        next: 'patience',
      }),
      patience: {
        type: 'waitFor',
        until: { event: 'Order Completed', matching: REDEEMED },
        timeout: options.patience ?? '7d',
        next: 'redeemed',
        onTimeout: 'recall',
      },
      recall: {
        type: 'message',
        message: {
          channel: 'sms',
          class: 'marketing',
          purpose,
          objective: 'Recall the voucher',
          // Letters that GSM 7 has, so that it stays one SMS.
          content: {
            fr: {
              text: 'Votre bon {{ trigger.coupon }} vous attend toujours. Il est pour vous, merci encore de votre avis !',
            },
            en: {
              text: 'Your voucher {{ trigger.coupon }} is still waiting. It is yours; thank you again for your opinion!',
            },
          },
        },
        next: 'recalled',
      },
      redeemed: { type: 'exit', reason: 'redeemed' },
      recalled: { type: 'exit', reason: 'recalled' },
    },
    meta: { catalogue: 'P3', priority: options.priority ?? 30 },
  }
}

function thanksCopy(language: Language, { shop, label }: EngagementThanksOptions): MessageContent {
  const voucher = voucherBlock(language, {
    code: '{{ trigger.coupon }}',
    label: label ?? { fr: 'Votre bon', en: 'Your voucher' },
  })
  if (language === 'fr')
    return emailPage('fr', shop, {
      subject: 'Merci de votre avis{% if firstName %}, {{ firstName }}{% endif %}',
      preheader: 'Il nous aide à faire mieux. Voici de quoi vous remercier.',
      title: 'Merci, votre avis compte',
      paragraphs: [
        'Vous avez pris le temps de nous répondre. Nous lisons chaque réponse, et voulons vous en remercier.',
      ],
      block: voucher,
      button: shop?.url === undefined ? undefined : { label: 'En profiter', url: shop.url },
      reason: 'Vous recevez cet e-mail parce que vous avez répondu à notre questionnaire.',
    })
  return emailPage('en', shop, {
    subject: 'Thank you for your opinion{% if firstName %}, {{ firstName }}{% endif %}',
    preheader: 'It helps us do better. Here is something in return.',
    title: 'Thank you, your opinion counts',
    paragraphs: ['You took the time to answer us. We read every answer, and want to thank you for yours.'],
    block: voucher,
    button: shop?.url === undefined ? undefined : { label: 'Use it', url: shop.url },
    reason: 'You get this e-mail because you answered our questions.',
  })
}
