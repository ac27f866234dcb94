import { bars } from '../charts/bars.ts'
import { figure } from '../charts/figure.ts'
import { html, type Markup } from '../markup/html.ts'
import type { BaseSize } from '../model/base-size.ts'
import type { PageContext } from '../page/context.ts'
import { dataTable } from '../page/data-table.ts'
import { nameOf } from '../words/words.ts'

/** Records by source, and of how many records contacts are made. */
export function baseSection(base: BaseSize, { format, words }: PageContext): Markup {
  const said = words.base
  const greatest = Math.max(1, ...base.bySize.map(({ contacts }) => contacts))
  const sizes = base.bySize.map(({ records, contacts }) => ({
    label: said.bySize(records),
    layers: [{ length: contacts / greatest, tone: 'main' as const }],
    value: format.count(contacts),
    note: format.percent(contacts, base.contacts),
  }))
  return html`${dataTable(
    [
      { name: said.source },
      { name: said.records, numeric: true },
      { name: said.contacts, numeric: true },
      { name: said.duplicates, numeric: true },
    ],
    base.sources.map((one) => [
      nameOf(words, one.source),
      format.count(one.records),
      format.count(one.contacts),
      format.count(one.duplicates),
    ]),
  )}${sizes.length > 0 && figure(bars(sizes, { track: false }), words.titles.base)}`
}
