import { SERIES_TONES, type Tone } from '../charts/canvas.ts'
import { columns } from '../charts/columns.ts'
import { figure } from '../charts/figure.ts'
import { legend } from '../charts/legend.ts'
import { html, type Markup } from '../markup/html.ts'
import type { OtherCurrency, RevenueMonth } from '../model/revenue.ts'
import type { PageContext } from '../page/context.ts'
import { dataTable } from '../page/data-table.ts'
import { nameOf } from '../words/words.ts'

/** Revenue by month, stacked by purchase channel, and its totals. */
export function revenueSection(
  months: readonly RevenueMonth[],
  others: readonly OtherCurrency[] | undefined,
  { format, words }: PageContext,
): Markup {
  const totals = new Map<string, { revenueMinor: number; orders: number }>()
  for (const { channels } of months)
    for (const { channel, revenueMinor, orders } of channels) {
      const total = totals.get(channel) ?? { revenueMinor: 0, orders: 0 }
      totals.set(channel, { revenueMinor: total.revenueMinor + revenueMinor, orders: total.orders + orders })
    }
  const ranked = [...totals].sort((a, b) => b[1].revenueMinor - a[1].revenueMinor)
  const series = ranked.map(([channel], index) => ({
    name: nameOf(words, channel),
    tone: SERIES_TONES[index] ?? ('rest' as Tone),
    values: months.map((month) => month.channels.find((one) => one.channel === channel)?.revenueMinor ?? 0),
  }))
  const chart = columns({
    months: months.map(({ month }) => month),
    series,
    format,
    axis: format.compactMoney,
    value: format.money,
  })
  const list = format.list(
    (others ?? []).map(({ currency, orders }) => `${currency} (${format.count(orders)})`),
  )
  return html`${legend(series)}${figure(chart, words.titles.revenueByMonth)}${dataTable(
    [{ name: '' }, { name: words.rfm.revenue, numeric: true }, { name: words.revenue.orders, numeric: true }],
    [
      ...ranked.map(([channel, total]) => [
        nameOf(words, channel),
        format.money(total.revenueMinor),
        format.count(total.orders),
      ]),
      [
        words.revenue.total,
        format.money(ranked.reduce((sum, [, total]) => sum + total.revenueMinor, 0)),
        format.count(ranked.reduce((sum, [, total]) => sum + total.orders, 0)),
      ],
    ],
  )}${list !== '' && html`<p class="small">${words.revenue.otherCurrencies(list)}</p>`}`
}
