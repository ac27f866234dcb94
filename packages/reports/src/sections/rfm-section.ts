import { figure } from '../charts/figure.ts'
import { heatMatrix } from '../charts/heat-matrix.ts'
import { html, type Markup } from '../markup/html.ts'
import type { RfmSummary } from '../model/rfm-summary.ts'
import type { PageContext } from '../page/context.ts'
import { dataTable } from '../page/data-table.ts'
import { rfmTreeMap } from '../scores/rfm-tree-map.ts'

/** The matrix of recency against frequency, and the segments. */
export function rfmSection(rfm: RfmSummary, { format, words }: PageContext): Markup {
  const said = words.rfm
  const matrix = heatMatrix({
    columns: rfm.fLevels,
    rows: rfm.rLevels,
    columnAxis: said.frequency,
    rowAxis: said.recency,
    cells: rfm.cells.map(({ r, f, contacts, revenueMinor }) => ({
      column: f,
      row: r,
      value: contacts,
      text: format.compact(contacts),
      title: `${said.recency} ${r}, ${said.frequency} ${f} : ${format.count(contacts)} · ${format.money(revenueMinor)}`,
    })),
  })
  const segments = [...rfm.segments].sort((a, b) => b.revenueMinor - a.revenueMinor)
  return html`${figure(matrix, words.titles.rfm)}<h3>${said.treeMap}</h3>${figure(rfmTreeMap(rfm.segments, { format, words }), said.treeMap)}<p class="small">${said.method(rfm.method, format.count(rfm.sampleSize), format.count(rfm.notScored))}</p>${dataTable(
    [
      { name: said.segment },
      { name: words.base.contacts, numeric: true },
      { name: said.share, numeric: true },
      { name: said.revenue, numeric: true },
    ],
    segments.map(({ name, contacts, share, revenueMinor }) => [
      name,
      format.count(contacts),
      format.percent(share, 1),
      format.money(revenueMinor),
    ]),
  )}`
}
