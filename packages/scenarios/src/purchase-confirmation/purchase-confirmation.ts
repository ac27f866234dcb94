import type { MessageContent, ScenarioDefinition } from '@clientele/core'
import { emailPage } from '../shared/email-page.ts'
import { orderTakenBack } from '../shared/order-interruption.ts'
import { inBothLanguages, type Language, type ProgrammeOptions } from '../shared/programme-options.ts'

/** What {@link purchaseConfirmation} can be told. */
export interface PurchaseConfirmationOptions extends ProgrammeOptions {
  /** Where an order is followed; Liquid: `https://shop.example/orders/{{ trigger.order_id }}`. @default no button */
  readonly orderUrl?: string | undefined
}

/**
 * P7, purchase confirmation: a service message at once for every order placed. It needs no consent, counts under no
 * pressure rule and carries no marketing. A cancellation that comes before it leaves ends it.
 *
 * @example
 * ```ts
 * const scenario = purchaseConfirmation({ orderUrl: 'https://shop.example/orders/{{ trigger.order_id }}' })
 * ```
 */
export function purchaseConfirmation(options: PurchaseConfirmationOptions = {}): ScenarioDefinition {
  return {
    id: options.id ?? 'purchase-confirmation',
    name: 'Purchase confirmation',
    programme: 'service',
    objective: 'Confirm an order',
    goal: { kpi: 'share of orders confirmed within a minute', within: '1d' },
    targeting: { filter: { all: [] } },
    triggers: [{ on: 'event', event: 'Order Completed' }],
    runKey: 'order_id',
    reentry: 'once',
    whileLive: 'ignore',
    personalisation: {
      needs: [
        { event: 'Order Completed', freshness: '1m' },
        { event: 'Order Cancelled', freshness: '1m' },
        { field: 'email', freshness: '1m' },
      ],
    },
    interruption: { exitWhen: orderTakenBack() },
    start: 'confirmation',
    nodes: {
      confirmation: {
        type: 'message',
        message: {
          channel: 'email',
          class: 'transactional',
          purpose: options.purpose ?? 'orders',
          objective: 'Confirm the order',
          content: inBothLanguages(options, (language) => confirmationCopy(language, options)),
        },
        next: 'confirmed',
      },
      confirmed: { type: 'exit', reason: 'confirmed' },
    },
    meta: { catalogue: 'P7', priority: options.priority ?? 100 },
  }
}

function confirmationCopy(
  language: Language,
  { shop, orderUrl }: PurchaseConfirmationOptions,
): MessageContent {
  if (language === 'fr')
    return emailPage('fr', shop, {
      subject: 'Votre commande {{ trigger.order_id }} est confirmée',
      preheader: 'Nous la préparons. Voici son récapitulatif.',
      title: 'Merci pour votre commande',
      paragraphs: [
        'Bonjour{% if firstName %} {{ firstName }}{% endif %}, nous avons bien reçu votre commande <strong>{{ trigger.order_id }}</strong> et la préparons. Vous serez informé de son expédition.',
      ],
      block: summary('Total'),
      button: orderUrl === undefined ? undefined : { label: 'Suivre ma commande', url: orderUrl },
      reason:
        'Cet e-mail concerne votre commande ; il vous est envoyé quels que soient vos choix d’abonnement.',
      unsubscribe: false,
    })
  return emailPage('en', shop, {
    subject: 'Your order {{ trigger.order_id }} is confirmed',
    preheader: 'We are preparing it. Here is what you ordered.',
    title: 'Thank you for your order',
    paragraphs: [
      'Hello{% if firstName %} {{ firstName }}{% endif %}, we have received your order <strong>{{ trigger.order_id }}</strong> and are preparing it. We will let you know when it ships.',
    ],
    block: summary('Total'),
    button: orderUrl === undefined ? undefined : { label: 'Follow my order', url: orderUrl },
    reason: 'This e-mail is about your order; it is sent whatever you have subscribed to.',
    unsubscribe: false,
  })
}

function summary(total: string): { readonly html: string; readonly text: string } {
  const amount = '{{ trigger.total | money: trigger.currency }}'
  return {
    html: `{% if trigger.products %}<ul style="margin:0 0 16px;padding-left:20px">{% for product in trigger.products %}{% if product.name %}<li>{% if product.quantity %}{{ product.quantity }} × {% endif %}{{ product.name }}</li>{% endif %}{% endfor %}</ul>{% endif %}{% if trigger.total and trigger.currency %}<p style="margin:0 0 16px"><strong>${total} : ${amount}</strong></p>{% endif %}`,
    text: `{% if trigger.products %}{% for product in trigger.products %}{% if product.name %}- {% if product.quantity %}{{ product.quantity }} × {% endif %}{{ product.name }}\n{% endif %}{% endfor %}{% endif %}{% if trigger.total and trigger.currency %}${total} : ${amount}{% endif %}`,
  }
}
