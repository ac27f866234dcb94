import type { ContactBundle } from '@clientele/core'
import type { ProductSource } from './options.ts'

/** The products that an order of a contact holds, each once. */
export function productsOf(
  bundle: ContactBundle,
  orderKey: string | undefined,
  source: ProductSource,
): ReadonlySet<string> {
  const { lines = 'order_lines', order = 'order_id', product = 'product_id' } = source
  const products = new Set<string>()
  if (orderKey === undefined) return products
  for (const { table, values } of bundle.rows) {
    const key = values[product]
    if (table === lines && values[order] === orderKey && typeof key === 'string') products.add(key)
  }
  return products
}
