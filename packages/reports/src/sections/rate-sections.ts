import { bars } from '../charts/bars.ts'
import { figure } from '../charts/figure.ts'
import { html, type Markup } from '../markup/html.ts'
import type { Distribution } from '../model/distribution.ts'
import type { FieldCompletion, OptInRate } from '../model/rates.ts'
import type { PageContext } from '../page/context.ts'
import { nameOf } from '../words/words.ts'

/** Share of contacts with a value, by field. */
export function completionSection(
  fields: readonly FieldCompletion[],
  { format, words }: PageContext,
): Markup {
  const rows = fields.map(({ field, label, filled, total }) => ({
    label: label ?? nameOf(words, field),
    layers: [{ length: part(filled, total), tone: 'main' as const }],
    value: format.percent(filled, total),
    note: words.of(format.count(filled), format.count(total)),
  }))
  return figure(bars(rows, { track: true }), words.titles.completion)
}

/** Consents in force over reachable contacts, and over all. */
export function optInSection(rates: readonly OptInRate[], { format, words }: PageContext): Markup {
  const rows = rates.map(({ channel, purpose, optedIn, reachable, contacts }) => ({
    label: `${nameOf(words, channel)} · ${nameOf(words, purpose)}`,
    layers: [
      { length: part(reachable, contacts), tone: 'soft' as const },
      { length: part(optedIn, contacts), tone: 'main' as const },
    ],
    value: format.percent(optedIn, reachable),
    note: `${words.of(format.count(optedIn), `${format.count(reachable)} ${words.optIn.reachable}`)}, ${words.optIn.ofContacts(format.percent(optedIn, contacts))}`,
  }))
  return figure(bars(rows, { track: true }), words.titles.optIn)
}

/** Breakdowns, each with its unknown bucket. */
export function distributionsSection(all: readonly Distribution[], context: PageContext): Markup {
  return html`${all.map((one) => html`<h3>${one.label ?? nameOf(context.words, one.dimension)}</h3>${distribution(one, context)}`)}`
}

function distribution(one: Distribution, { format, words }: PageContext): Markup {
  const { total } = one
  const buckets = [
    ...one.buckets.map(({ label, contacts }) => ({
      label: nameOf(words, label),
      contacts,
      tone: 'main' as const,
    })),
    ...(one.others === undefined || one.others === 0
      ? []
      : [{ label: words.others, contacts: one.others, tone: 'soft' as const }]),
    { label: words.unknown, contacts: one.unknown, tone: 'rest' as const },
  ]
  const greatest = Math.max(1, ...buckets.map(({ contacts }) => contacts))
  const rows = buckets.map(({ label, contacts, tone }) => ({
    label,
    layers: [{ length: contacts / greatest, tone }],
    value: format.percent(contacts, total),
    note: format.count(contacts),
  }))
  return figure(bars(rows, { track: false }), one.label ?? nameOf(words, one.dimension))
}

function part(some: number, whole: number): number {
  return whole > 0 ? some / whole : 0
}
