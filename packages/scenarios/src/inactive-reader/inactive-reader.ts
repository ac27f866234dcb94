import type {
  Condition,
  DurationText,
  MessageContent,
  ScenarioDefinition,
  ScenarioNode,
  SegmentDefinition,
} from '@clientele/core'
import { emailPage } from '../shared/email-page.ts'
import { inBothLanguages, type Language, type ProgrammeOptions } from '../shared/programme-options.ts'

/** What {@link inactiveReader} and {@link inactiveReaderSegment} can be told. */
export interface InactiveReaderOptions extends ProgrammeOptions {
  /** How long a person may read nothing. @default '90d' */
  readonly silence?: DurationText | undefined
  /** How many e-mails must have reached them in that time. @default 5 */
  readonly delivered?: number | undefined
  /** Where preferences are set. */
  readonly preferencesUrl: string
}

const SEGMENT = 'inactive-reader'
const READINGS = ['Email Opened', 'Email Link Clicked', 'Preferences Updated', 'Survey Completed']

/**
 * Whom several e-mails reached and who read none: no opening by a person, no click, no form. {@link inactiveReader}
 * needs it among the segments.
 */
export function inactiveReaderSegment(
  options: Pick<InactiveReaderOptions, 'silence' | 'delivered'> = {},
): SegmentDefinition {
  const last = options.silence ?? '90d'
  return {
    id: SEGMENT,
    name: 'Inactive reader',
    where: {
      all: [
        { event: 'Email Delivered', window: { last }, op: 'gte', value: options.delivered ?? 5 },
        { not: reading(last) },
      ],
    },
  }
}

/**
 * P10, inactive e-mail reader: asks whoever stopped reading what they would rather get, by e-mail or by SMS, as a test
 * of the channel. An opening by a person, a click or a form ends it. Compose it with {@link inactiveReaderSegment}.
 *
 * @example
 * ```ts
 * const scenarios = [inactiveReader({ preferencesUrl: 'https://shop.example/preferences' })]
 * const segments = [inactiveReaderSegment()]
 * ```
 */
export function inactiveReader(options: InactiveReaderOptions): ScenarioDefinition {
  const id = options.id ?? 'inactive-reader'
  const arms = ['email', 'sms'].map((arm) => ({ id: arm, weight: 1, next: arm }))
  return {
    id,
    name: 'Inactive e-mail reader',
    programme: 'churn',
    objective: 'Learn what a silent reader would rather get',
    goal: {
      kpi: 'preferences set or e-mails read within 30 days',
      event: 'Preferences Updated',
      within: '30d',
    },
    targeting: { filter: { all: [] } },
    triggers: [{ on: 'segmentEntered', segment: SEGMENT }],
    reentry: { after: '180d' },
    whileLive: 'ignore',
    personalisation: {
      needs: [
        ...['Email Delivered', ...READINGS].map((event) => ({ event, freshness: '1d' })),
        { field: 'email', freshness: '1d' },
        { field: 'phone', freshness: '7d' },
      ],
    },
    interruption: { exitWhen: reading(options.silence ?? '90d') },
    start: 'morning',
    nodes: {
      morning: { type: 'waitUntilTime', time: '10:00', weekdays: [2, 3, 4], next: 'split' },
      split: { type: 'split', experiment: `${id}-channel`, variable: 'channel', arms },
      email: question(options, 'email'),
      sms: question(options, 'sms'),
      asked: { type: 'exit', reason: 'asked' },
    },
    meta: { catalogue: 'P10', priority: options.priority ?? 10 },
  }
}

function reading(last: DurationText): Condition {
  return {
    any: READINGS.map((event) => ({
      event,
      where: { property: 'machine', op: 'ne', value: true } as const,
      window: { last },
    })),
  }
}

function question(options: InactiveReaderOptions, channel: 'email' | 'sms'): ScenarioNode {
  const content =
    channel === 'email'
      ? inBothLanguages(options, (language) => questionCopy(language, options))
      : {
          fr: {
            text: `Nos e-mails ne vous plaisent plus ? Dites-nous ce que vous aimeriez recevoir : ${options.preferencesUrl}`,
          },
          en: { text: `Tired of our e-mails? Tell us what you would rather get: ${options.preferencesUrl}` },
        }
  return {
    type: 'message',
    message: {
      channel,
      class: 'marketing',
      purpose: options.purpose ?? 'newsletter',
      objective: 'Ask what the person would rather get',
      content,
    },
    next: 'asked',
  }
}

function questionCopy(language: Language, { shop, preferencesUrl }: InactiveReaderOptions): MessageContent {
  if (language === 'fr')
    return emailPage('fr', shop, {
      subject: '{% if firstName %}{{ firstName }}, écrivons{% else %}Écrivons{% endif %}-nous trop ?',
      preheader: 'Dites-nous ce que vous aimeriez recevoir, et à quel rythme.',
      title: 'Qu’aimeriez-vous recevoir ?',
      paragraphs: [
        'Vous n’avez pas lu nos derniers messages, et c’est bien normal : ils ne vous parlaient peut-être pas. Choisissez les sujets et le rythme qui vous conviennent, ou arrêtez tout : c’est vous qui décidez.',
      ],
      button: { label: 'Choisir ce que je reçois', url: preferencesUrl },
      reason: 'Vous recevez cet e-mail parce que vous êtes inscrit à notre lettre.',
    })
  return emailPage('en', shop, {
    subject: '{% if firstName %}{{ firstName }}, do{% else %}Do{% endif %} we write too often?',
    preheader: 'Tell us what you would like to get, and how often.',
    title: 'What would you like to get?',
    paragraphs: [
      'You have not read our last messages, and that is fine: perhaps they were not for you. Choose the subjects and the pace that suit you, or stop everything: you decide.',
    ],
    button: { label: 'Choose what I get', url: preferencesUrl },
    reason: 'You get this e-mail because you are subscribed to our newsletter.',
  })
}
