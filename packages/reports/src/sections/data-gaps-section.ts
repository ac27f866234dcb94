import { bars } from '../charts/bars.ts'
import { figure } from '../charts/figure.ts'
import { html, type Markup } from '../markup/html.ts'
import type { SegmentNeeds } from '../model/segment-needs.ts'
import type { PageContext } from '../page/context.ts'
import { nameOf } from '../words/words.ts'

/** What each segment stands on and some contacts do not have; a segment that lacks nothing is not shown. */
export function dataGapsSection(segments: readonly SegmentNeeds[], context: PageContext): Markup {
  const lacking = segments
    .map((one) => ({ ...one, needs: one.needs.filter(({ filled, contacts }) => filled < contacts) }))
    .filter(({ needs }) => needs.length > 0)
  if (lacking.length === 0) return html`<p class="small">${context.words.dataGaps.none}</p>`
  return html`${lacking.map((one) => html`<h3>${one.name}</h3>${needsOf(one, context)}`)}`
}

function needsOf({ name, needs }: SegmentNeeds, { format, words }: PageContext): Markup {
  const rows = needs.map((need) => ({
    label: words.dataGaps[need.kind](nameOf(words, need.name)),
    layers: [{ length: need.contacts > 0 ? need.filled / need.contacts : 0, tone: 'main' as const }],
    value: format.percent(need.filled, need.contacts),
    note: words.of(format.count(need.filled), format.count(need.contacts)),
  }))
  return figure(bars(rows, { track: true }), name)
}
