import { html, type Markup } from '../markup/html.ts'
import type { Acquisition, AcquisitionGroup } from '../model/acquisition.ts'
import type { PageContext } from '../page/context.ts'
import { dataTable } from '../page/data-table.ts'
import { nameOf } from '../words/words.ts'

/** What a customer has brought and cost, over all and by how customers came. */
export function acquisitionSection({ all, by }: Acquisition, context: PageContext): Markup {
  const { words } = context
  const said = words.acquisition
  return html`${table([{ ...all, key: said.all }], said.customers, context)}${by.map(
    ({ dimension, groups }) =>
      html`<h3>${said.by[dimension]}</h3>${table(groups, said.first[dimension], context)}${
        dimension === 'category' && html`<p class="small">${said.warning}</p>`
      }`,
  )}`
}

function table(groups: readonly AcquisitionGroup[], name: string, { format, words }: PageContext): Markup {
  const said = words.acquisition
  const each = (sum: number | undefined, customers: number) =>
    sum === undefined || customers === 0 ? '' : format.money(sum / customers)
  return dataTable(
    [
      { name },
      { name: words.cohorts.size, numeric: true },
      { name: said.revenue, numeric: true },
      { name: said.margin, numeric: true },
      { name: said.cost, numeric: true },
      { name: said.ratio, numeric: true },
    ],
    groups.map(({ key, customers, revenueMinor, marginMinor, costMinor }) => [
      nameOf(words, key),
      format.count(customers),
      each(revenueMinor, customers),
      each(marginMinor, customers),
      each(costMinor, customers),
      costMinor === undefined || costMinor <= 0
        ? ''
        : format.decimal((marginMinor ?? revenueMinor) / costMinor),
    ]),
  )
}
