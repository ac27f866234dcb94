import type { MessageContent } from '@clientele/core'
import { emailPage, escapeText } from '../shared/email-page.ts'
import type { Language, Shop } from '../shared/programme-options.ts'

/** The welcome of a subscriber: what comes, how often, and that they may leave at any time. */
export function welcomeCopy(language: Language, shop: Shop | undefined): MessageContent {
  const name = shop === undefined ? undefined : escapeText(shop.name)
  if (language === 'fr')
    return emailPage('fr', shop, {
      subject: `Bienvenue{% if firstName %} {{ firstName }}{% endif %}, nous sommes ravis de vous compter parmi nous`,
      preheader: 'Ce que vous allez recevoir, et rien de plus.',
      title: 'Bienvenue{% if firstName %}, {{ firstName }}{% endif %}',
      paragraphs: [
        `Merci de votre inscription${name === undefined ? '' : ` chez ${name}`}. Vous serez parmi les premiers informés de nos nouveautés, de nos ventes privées et de nos conseils.`,
        'Nous écrivons peu, et seulement quand cela en vaut la peine. Vous pouvez vous désabonner à tout moment, en un clic.',
      ],
      button: shop?.url === undefined ? undefined : { label: 'Découvrir la boutique', url: shop.url },
      reason: 'Vous recevez cet e-mail parce que vous venez de vous inscrire à notre lettre.',
    })
  return emailPage('en', shop, {
    subject: 'Welcome{% if firstName %}, {{ firstName }}{% endif %}: we are glad to have you with us',
    preheader: 'What you will get from us, and nothing more.',
    title: 'Welcome{% if firstName %}, {{ firstName }}{% endif %}',
    paragraphs: [
      `Thank you for subscribing${name === undefined ? '' : ` to ${name}`}. You will be among the first to hear of new arrivals, private sales and advice.`,
      'We write seldom, and only when it is worth your time. You can unsubscribe whenever you like, in one click.',
    ],
    button: shop?.url === undefined ? undefined : { label: 'Visit the shop', url: shop.url },
    reason: 'You get this e-mail because you have just subscribed to our newsletter.',
  })
}
