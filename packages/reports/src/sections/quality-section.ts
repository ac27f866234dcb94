import { bars } from '../charts/bars.ts'
import { figure } from '../charts/figure.ts'
import { html, type Markup } from '../markup/html.ts'
import type { DataQuality } from '../model/data-quality.ts'
import type { PageContext } from '../page/context.ts'
import { nameOf } from '../words/words.ts'

/** Refused inputs and identifiers that are nobody's. */
export function qualitySection(quality: DataQuality, { format, words }: PageContext): Markup {
  const said = words.quality
  const rejected = quality.rejected ?? []
  const greatest = Math.max(1, ...rejected.map(({ count }) => count))
  const rows = rejected.map(({ reason, count }) => ({
    label: reason,
    layers: [{ length: count / greatest, tone: 'rest' as const }],
    value: format.count(count),
  }))
  const generic = quality.topGenericValues ?? []
  return html`${rows.length > 0 && html`<h3>${said.rejected}</h3>${figure(bars(rows, { track: false }), said.rejected)}`}${
    generic.length > 0 &&
    html`<h3>${said.generic}</h3><ul class="plain">${generic.map(
      ({ type, values, records }) =>
        html`<li>${nameOf(words, type)} : ${said.genericRow(format.count(values), format.count(records))}</li>`,
    )}</ul>`
  }${quality.deadLetters !== undefined && html`<p>${said.deadLetters(format.count(quality.deadLetters))}</p>`}`
}
