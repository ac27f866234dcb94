import type {
  DurationText,
  MessageContent,
  ScenarioDefinition,
  ScenarioNode,
  SegmentDefinition,
} from '@clientele/core'
import { emailPage } from '../shared/email-page.ts'
import { marketingEmail } from '../shared/marketing-email.ts'
import type { Language, ProgrammeOptions } from '../shared/programme-options.ts'
import { readOrClicked } from '../shared/read-or-clicked.ts'

/** What {@link pointsExpiring} and {@link pointsExpiringSegment} can be told. */
export interface PointsExpiringOptions extends ProgrammeOptions {
  /** Field: when the next lot of points expires; of the lots that are left, the oldest. @default 'pointsExpireAt' */
  readonly expiryField?: string | undefined
  /** Field: how many points that lot still has. @default 'pointsExpiring' */
  readonly expiringField?: string | undefined
  /** Field: all points. @default 'pointsBalance' */
  readonly balanceField?: string | undefined
  /** How long before. A person needs time to act. @default '30d' */
  readonly ahead?: DurationText | undefined
  /** What the points buy, by language: a sentence. @default the copy names no goods */
  readonly buys?: { readonly [language in Language]: string } | undefined
}

const SEGMENT = 'points-expiring'

/** Whose next lot of loyalty points expires soon. {@link pointsExpiring} needs it among the segments. */
export function pointsExpiringSegment(options: PointsExpiringOptions = {}): SegmentDefinition {
  return {
    id: SEGMENT,
    name: 'Points expiring soon',
    where: {
      all: [
        { field: options.expiryField ?? 'pointsExpireAt', op: 'withinNext', value: options.ahead ?? '30d' },
        { field: options.expiringField ?? 'pointsExpiring', op: 'gt', value: 0 },
      ],
    },
  }
}

/**
 * P5, loyalty points expiring: thirty days before the next lot expires, an e-mail with the balance, the date and what
 * it buys; a week later a reminder to whom did not open it. Points used or extended end it. Compose it with
 * {@link pointsExpiringSegment}.
 *
 * @example
 * ```ts
 * const scenarios = [pointsExpiring()]
 * const segments = [pointsExpiringSegment()]
 * ```
 */
export function pointsExpiring(options: PointsExpiringOptions = {}): ScenarioDefinition {
  const id = options.id ?? 'points-expiring'
  return {
    id,
    name: 'Loyalty points expiring',
    programme: 'loyalty',
    objective: 'Let nobody lose points unknowingly',
    goal: {
      kpi: 'share of expiring points used before they expire',
      event: 'Order Completed',
      within: '30d',
    },
    targeting: { filter: { all: [] } },
    triggers: [{ on: 'segmentEntered', segment: SEGMENT }],
    reentry: 'always',
    whileLive: 'ignore',
    personalisation: {
      needs: [
        options.expiryField ?? 'pointsExpireAt',
        options.expiringField ?? 'pointsExpiring',
        'email',
      ].map((field) => ({ field, freshness: '1d' })),
    },
    interruption: { exitWhen: { not: { segment: SEGMENT } } },
    start: 'morning',
    nodes: {
      morning: { type: 'waitUntilTime', time: '10:00', next: 'notice' },
      notice: notice(options, false, 'reading'),
      reading: readOrClicked(id, { within: '7d', read: 'read', unread: 'reminder' }),
      reminder: notice(options, true, 'reminded'),
      read: { type: 'exit', reason: 'read' },
      reminded: { type: 'exit', reason: 'reminded' },
    },
    meta: { catalogue: 'P5', priority: options.priority ?? 40 },
  }
}

function notice(options: PointsExpiringOptions, reminder: boolean, next: string): ScenarioNode {
  return marketingEmail(options, {
    objective: 'Say which points expire, and when',
    copy: (language) => noticeCopy(language, options, reminder),
    next,
  })
}

function noticeCopy(language: Language, options: PointsExpiringOptions, reminder: boolean): MessageContent {
  const { shop, buys } = options
  const points = `{{ ${options.expiringField ?? 'pointsExpiring'} | number }}`
  const balance = options.balanceField ?? 'pointsBalance'
  const on = `{{ ${options.expiryField ?? 'pointsExpireAt'} | date: "${language === 'fr' ? '%d/%m/%Y' : '%-d %B %Y'}" }}`
  const bought = buys === undefined ? [] : [buys[language]]
  if (language === 'fr')
    return emailPage('fr', shop, {
      subject: reminder
        ? `Rappel : ${points} points expirent le ${on}`
        : `${points} points à utiliser avant le ${on}`,
      preheader: 'Ils sont à vous : profitez-en à temps.',
      title: `${points} de vos points expirent le ${on}`,
      paragraphs: [
        `Bonjour{% if firstName %} {{ firstName }}{% endif %}{% if ${balance} %}, votre solde est de <strong>{{ ${balance} | number }} points</strong>{% endif %}. Les plus anciens expirent bientôt ; ce sont les premiers utilisés à votre prochain achat.`,
        ...bought,
      ],
      button: shop?.url === undefined ? undefined : { label: 'Utiliser mes points', url: shop.url },
      reason: 'Vous recevez cet e-mail parce que vous avez un compte de fidélité.',
    })
  return emailPage('en', shop, {
    subject: reminder ? `Reminder: ${points} points expire on ${on}` : `${points} points to use before ${on}`,
    preheader: 'They are yours: use them in time.',
    title: `${points} of your points expire on ${on}`,
    paragraphs: [
      `Hello{% if firstName %} {{ firstName }}{% endif %}{% if ${balance} %}, your balance is <strong>{{ ${balance} | number }} points</strong>{% endif %}. The oldest expire soon; they are the first to be used with your next purchase.`,
      ...bought,
    ],
    button: shop?.url === undefined ? undefined : { label: 'Use my points', url: shop.url },
    reason: 'You get this e-mail because you have a loyalty account.',
  })
}
