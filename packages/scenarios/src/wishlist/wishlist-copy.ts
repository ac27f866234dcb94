import type { MessageContent } from '@clientele/core'
import { type EmailCopy, emailPage } from '../shared/email-page.ts'
import type { Language } from '../shared/programme-options.ts'
import type { WishlistOptions } from './wishlist-options.ts'

const NAME = '{{ trigger.name }}'
/** Columns hold minor units. */
const amount = (column: string): string =>
  `{{ trigger.${column} | divided_by: 100.0 | money: trigger.currency }}`

const REASON: { readonly [language in Language]: string } = {
  fr: 'Vous recevez cet e-mail parce que cet article est dans votre liste d’envies.',
  en: 'You get this e-mail because this item is on your wishlist.',
}

const BUTTON: { readonly [language in Language]: string } = { fr: 'Voir l’article', en: 'See the item' }

/** How many others wish for it: a fact from the data, said only when it is known and says something. */
const OTHERS: { readonly [language in Language]: string } = {
  fr: '{% if trigger.wishers and trigger.wishers > 1 %}{{ trigger.wishers }} personnes l’ont dans leur liste.{% endif %}',
  en: '{% if trigger.wishers and trigger.wishers > 1 %}{{ trigger.wishers }} people have it on their list.{% endif %}',
}

type Words = Pick<EmailCopy, 'subject' | 'preheader' | 'title' | 'paragraphs'>

/** Old price, new price, and until when. */
export function priceDropCopy(language: Language, options: WishlistOptions): MessageContent {
  return page(language, options, {
    fr: {
      subject: `${NAME} : le prix a baissé`,
      preheader: `${amount('price')} au lieu de ${amount('initial_price')}.`,
      title: `${NAME} est moins cher`,
      paragraphs: [
        `Cet article de votre liste passe de ${amount('initial_price')} à <strong>${amount('price')}</strong>{% if trigger.price_until %}, jusqu’au {{ trigger.price_until | date: "%d/%m/%Y" }}{% endif %}.`,
        OTHERS.fr,
      ],
    },
    en: {
      subject: `${NAME}: the price is down`,
      preheader: `${amount('price')} instead of ${amount('initial_price')}.`,
      title: `${NAME} costs less`,
      paragraphs: [
        `This item of your list goes from ${amount('initial_price')} to <strong>${amount('price')}</strong>{% if trigger.price_until %}, until {{ trigger.price_until | date: "%-d %B %Y" }}{% endif %}.`,
        OTHERS.en,
      ],
    },
  })
}

/** Today's price, the announced one, and from when. */
export function priceRiseCopy(language: Language, options: WishlistOptions): MessageContent {
  return page(language, options, {
    fr: {
      subject: `${NAME} : le prix va augmenter`,
      preheader: `Encore ${amount('price')} pour le moment.`,
      title: `${NAME} coûtera bientôt plus cher`,
      paragraphs: [
        `Cet article de votre liste est à <strong>${amount('price')}</strong>. Il passera à ${amount('next_price')}{% if trigger.next_price_at %} le {{ trigger.next_price_at | date: "%d/%m/%Y" }}{% endif %}.`,
        OTHERS.fr,
      ],
    },
    en: {
      subject: `${NAME}: the price will go up`,
      preheader: `Still ${amount('price')} for now.`,
      title: `${NAME} will soon cost more`,
      paragraphs: [
        `This item of your list is at <strong>${amount('price')}</strong>. It will be ${amount('next_price')}{% if trigger.next_price_at %} from {{ trigger.next_price_at | date: "%-d %B %Y" }}{% endif %}.`,
        OTHERS.en,
      ],
    },
  })
}

/** That it is there, and how many are left. */
export function backInStockCopy(language: Language, options: WishlistOptions): MessageContent {
  return page(language, options, {
    fr: {
      subject: `${NAME} est de retour`,
      preheader: 'Disponible à nouveau, pour un temps.',
      title: `${NAME} est de nouveau disponible`,
      paragraphs: [
        `Il en reste {{ trigger.stock }}{% if trigger.price %}, à <strong>${amount('price')}</strong>{% endif %}. Nous ne savons pas si nous en aurons d’autres.`,
        OTHERS.fr,
      ],
    },
    en: {
      subject: `${NAME} is back`,
      preheader: 'Available again, for a while.',
      title: `${NAME} is available again`,
      paragraphs: [
        `There are {{ trigger.stock }} left{% if trigger.price %}, at <strong>${amount('price')}</strong>{% endif %}. We do not know whether there will be more.`,
        OTHERS.en,
      ],
    },
  })
}

function page(
  language: Language,
  { shop, productUrl }: WishlistOptions,
  words: { readonly [language in Language]: Words },
): MessageContent {
  const url = productUrl ?? shop?.url
  return emailPage(language, shop, {
    ...words[language],
    button: url === undefined ? undefined : { label: BUTTON[language], url },
    reason: REASON[language],
  })
}
