import { html, type Markup } from '../markup/html.ts'
import type { FirstProduct } from '../model/first-product.ts'
import type { PageContext } from '../page/context.ts'
import { dataTable } from '../page/data-table.ts'

/** What customers are worth by the product that they began with. */
export function firstProductsSection(
  products: readonly FirstProduct[],
  { format, words }: PageContext,
): Markup {
  const said = words.firstProducts
  return html`${dataTable(
    [
      { name: said.product },
      { name: said.customers, numeric: true },
      { name: said.repeat, numeric: true },
      { name: said.revenue, numeric: true },
    ],
    products.map(({ name, customers, repeatCustomers, revenueMinor }) => [
      name,
      format.count(customers),
      repeatCustomers === undefined ? '' : format.percent(repeatCustomers, customers),
      format.money(revenueMinor),
    ]),
  )}<p class="small">${said.warning}</p>`
}
