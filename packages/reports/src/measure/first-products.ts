import type { FirstProduct } from '../model/first-product.ts'
import type { ProductSource } from './options.ts'
import { productsOf } from './products-of.ts'
import type { Section } from './seen.ts'

const LISTED = 15

/** Credits every product of the first valid order with all that its buyer ever bought (semantics 11). */
export function measureFirstProducts(source: ProductSource): Section<readonly FirstProduct[]> {
  const sums = new Map<string, { customers: number; revenueMinor: number; repeatCustomers: number }>()
  return {
    add: ({ bundle, orders }) => {
      const first = orders[0]?.key
      if (first === undefined) return
      const revenue = orders.reduce((sum, { netMinor }) => sum + netMinor, 0)
      for (const product of productsOf(bundle, first, source)) {
        const sum = sums.get(product) ?? { customers: 0, revenueMinor: 0, repeatCustomers: 0 }
        sum.customers++
        sum.revenueMinor += revenue
        if (orders.length > 1) sum.repeatCustomers++
        sums.set(product, sum)
      }
    },
    finish: () =>
      [...sums]
        .map(([product, sum]) => ({ product, name: source.names?.get(product) ?? product, ...sum }))
        .sort((a, b) => b.revenueMinor - a.revenueMinor || (a.product < b.product ? -1 : 1))
        .slice(0, LISTED),
  }
}
