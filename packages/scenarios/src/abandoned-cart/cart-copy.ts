import type { MessageContent } from '@clientele/core'
import { emailPage } from '../shared/email-page.ts'
import type { Language, Shop } from '../shared/programme-options.ts'
import { type Voucher, voucherBlock } from '../shared/voucher.ts'

/** The reminder of a cart: it is kept, and ordering is safe; a voucher only where the shop gives one. */
export function cartCopy(
  language: Language,
  shop: Shop | undefined,
  parts: { readonly cartUrl?: string | undefined; readonly voucher?: Voucher | undefined },
): MessageContent {
  const products = productsBlock(
    parts.voucher === undefined ? undefined : voucherBlock(language, parts.voucher),
  )
  const url = parts.cartUrl ?? cartUrlOf(shop)
  if (language === 'fr')
    return emailPage('fr', shop, {
      subject: '{% if firstName %}{{ firstName }}, votre{% else %}Votre{% endif %} panier vous attend',
      preheader: 'Nous l’avons gardé tel que vous l’avez laissé.',
      title: 'Votre panier est toujours là',
      paragraphs: [
        'Bonjour{% if firstName %} {{ firstName }}{% endif %}, vous avez laissé des articles dans votre panier. Nous les avons gardés pour vous.',
        'Le paiement est sécurisé, la livraison est suivie, et notre service client vous répond si quelque chose ne va pas. Vous pouvez commander l’esprit tranquille.',
      ],
      block: products,
      button: url === undefined ? undefined : { label: 'Retrouver mon panier', url },
      reason: 'Vous recevez ce rappel parce que vous avez un panier en cours et avez accepté nos e-mails.',
    })
  return emailPage('en', shop, {
    subject: '{% if firstName %}{{ firstName }}, your{% else %}Your{% endif %} cart is waiting',
    preheader: 'We have kept it just as you left it.',
    title: 'Your cart is still here',
    paragraphs: [
      'Hello{% if firstName %} {{ firstName }}{% endif %}, you left something in your cart. We have kept it for you.',
      'Payment is secure, delivery is tracked, and our customer service answers if anything is not right. You can order with an easy mind.',
    ],
    block: products,
    button: url === undefined ? undefined : { label: 'Back to my cart', url },
    reason: 'You get this reminder because you have an open cart and have agreed to our e-mails.',
  })
}

/** What lies in the cart, as far as the event tells: the whole list, or the product that was last put in. */
function productsBlock(voucher: { readonly html: string; readonly text: string } | undefined): {
  readonly html: string
  readonly text: string
} {
  const list = (begin: string, line: string, end: string): string =>
    `{% if trigger.products %}${begin}{% for product in trigger.products %}${line.replaceAll('$', 'product')}{% endfor %}${end}{% elsif trigger.name %}${begin}${line.replaceAll('$', 'trigger')}${end}{% endif %}`
  const html = list(
    '<ul style="margin:0 0 16px;padding-left:20px">',
    '{% if $.name %}<li>{{ $.name }}{% if $.quantity and $.quantity > 1 %} × {{ $.quantity }}{% endif %}</li>{% endif %}',
    '</ul>',
  )
  const text = list(
    '',
    '{% if $.name %}- {{ $.name }}{% if $.quantity and $.quantity > 1 %} × {{ $.quantity }}{% endif %}\n{% endif %}',
    '',
  )
  return voucher === undefined
    ? { html, text }
    : { html: `${html}\n${voucher.html}`, text: `${text}\n${voucher.text}` }
}

/** The event's own link where it has one. */
function cartUrlOf(shop: Shop | undefined): string | undefined {
  return shop?.url === undefined ? undefined : `{{ trigger.cart_url | default: "${shop.url}" }}`
}
