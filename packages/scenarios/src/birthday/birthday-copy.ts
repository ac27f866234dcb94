import type { MessageContent } from '@clientele/core'
import { emailPage } from '../shared/email-page.ts'
import type { Language, Shop } from '../shared/programme-options.ts'
import { type Voucher, voucherBlock } from '../shared/voucher.ts'

/** The wish; it asks for nothing. */
export function birthdayCopy(
  language: Language,
  shop: Shop | undefined,
  voucher: Voucher | undefined,
): MessageContent {
  const block = voucher === undefined ? undefined : voucherBlock(language, voucher)
  if (language === 'fr')
    return emailPage('fr', shop, {
      subject: 'Joyeux anniversaire{% if firstName %}, {{ firstName }}{% endif %} !',
      preheader: 'Toute l’équipe pense à vous aujourd’hui.',
      title: 'Joyeux anniversaire{% if firstName %}, {{ firstName }}{% endif %} !',
      paragraphs: [
        voucher === undefined
          ? 'Toute l’équipe vous souhaite une belle journée.'
          : 'Toute l’équipe vous souhaite une belle journée. Voici un cadeau, à utiliser quand vous voulez.',
      ],
      block,
      button: shop?.url === undefined ? undefined : { label: 'Me faire plaisir', url: shop.url },
      reason: 'Vous recevez cet e-mail parce que vous nous avez confié votre date de naissance.',
    })
  return emailPage('en', shop, {
    subject: 'Happy birthday{% if firstName %}, {{ firstName }}{% endif %}!',
    preheader: 'All of us are thinking of you today.',
    title: 'Happy birthday{% if firstName %}, {{ firstName }}{% endif %}!',
    paragraphs: [
      voucher === undefined
        ? 'All of us wish you a lovely day.'
        : 'All of us wish you a lovely day. Here is a present, to be used whenever you like.',
    ],
    block,
    button: shop?.url === undefined ? undefined : { label: 'Treat myself', url: shop.url },
    reason: 'You get this e-mail because you told us your date of birth.',
  })
}
