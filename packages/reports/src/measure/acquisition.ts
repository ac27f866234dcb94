import type { ContactBundle } from '@clientele/core'
import type { Acquisition, AcquisitionGroup } from '../model/acquisition.ts'
import type { MeasureOptions, ProductSource } from './options.ts'
import { productsOf } from './products-of.ts'
import type { Section, SeenContact, SeenOrder } from './seen.ts'

const LISTED = 15
type Dimension = Acquisition['by'][number]['dimension']
interface Sum {
  customers: number
  revenueMinor: number
  marginMinor: number
}

/** Groups customers by how they came, over all their valid orders up to the day of the report. */
export function measureAcquisition(
  options: Pick<MeasureOptions, 'products' | 'acquisitionCosts' | 'acquisitionCostsBy'>,
): Section<Acquisition> {
  const { products, acquisitionCostsBy = {} } = options
  const all: Sum = { customers: 0, revenueMinor: 0, marginMinor: 0 }
  const groups: { readonly [dimension in Dimension]: Map<string, Sum> } = {
    channel: new Map(),
    store: new Map(),
    category: new Map(),
  }
  const keysOf = ({ bundle, orders }: SeenContact): readonly (readonly [Dimension, string])[] => {
    const [first] = orders
    if (first === undefined) return []
    const named = categoriesOf(bundle, first, products)
    return [
      ['channel', first.channel],
      ...(first.store === undefined ? [] : [['store', first.store] as const]),
      ...named.map((category) => ['category', category] as const),
    ]
  }
  return {
    add(contact) {
      const { orders } = contact
      if (orders.length === 0) return
      const revenueMinor = orders.reduce((sum, { netMinor }) => sum + netMinor, 0)
      const marginMinor = orders.reduce(
        (sum, { netMinor, costMinor }) => sum + netMinor - (costMinor ?? Number.NaN),
        0,
      )
      const value = { revenueMinor, marginMinor }
      addTo(all, value)
      for (const [dimension, key] of keysOf(contact)) {
        const sum = groups[dimension].get(key) ?? { customers: 0, revenueMinor: 0, marginMinor: 0 }
        groups[dimension].set(key, sum)
        addTo(sum, value)
      }
    },
    finish: () => ({
      all: grouped('', all, totalOf(options.acquisitionCosts)),
      by: (['channel', 'store', 'category'] as const)
        .filter((dimension) => groups[dimension].size > 0)
        .map((dimension) => ({
          dimension,
          groups: [...groups[dimension]]
            .map(([key, sum]) => grouped(key, sum, acquisitionCostsBy[dimension]?.[key]))
            .sort((a, b) => b.revenueMinor - a.revenueMinor || (a.key < b.key ? -1 : 1))
            .slice(0, LISTED),
        })),
    }),
  }
}

/** The categories of the products of an order, each once; the order's own where products have none. */
function categoriesOf(
  bundle: ContactBundle,
  order: SeenOrder,
  products: ProductSource | undefined,
): readonly string[] {
  if (products?.categories === undefined) return order.category === undefined ? [] : [order.category]
  const { categories } = products
  const held = productsOf(bundle, order.key, products)
  return [...new Set([...held].map((product) => categories.get(product) ?? 'unknown'))]
}

function addTo(sum: Sum, value: Omit<Sum, 'customers'>): void {
  sum.customers++
  sum.revenueMinor += value.revenueMinor
  sum.marginMinor += value.marginMinor
}

function grouped(key: string, sum: Sum, costMinor: number | undefined): AcquisitionGroup {
  const { customers, revenueMinor, marginMinor } = sum
  return {
    key,
    customers,
    revenueMinor,
    ...(Number.isNaN(marginMinor) ? {} : { marginMinor }),
    ...(costMinor === undefined ? {} : { costMinor }),
  }
}

/** The costs of all months together. */
function totalOf(costs: { readonly [month: string]: number } | undefined): number | undefined {
  return costs === undefined ? undefined : Object.values(costs).reduce((sum, cost) => sum + cost, 0)
}
