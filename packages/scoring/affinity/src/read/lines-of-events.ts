import { type ContactEvent, currencyDecimals, type JsonObject } from '@clientele/core'
import type { PricedLine } from './lines-of-rows.ts'
import { type Categories, nameOf } from './load-categories.ts'

/** The lines of a contact's `Order Completed` events (`products`, prices in major units) by the key of their order. */
export function linesOfEvents(
  events: readonly ContactEvent[],
  categories: Categories,
): ReadonlyMap<string, readonly PricedLine[]> {
  const lines = new Map<string, readonly PricedLine[]>()
  for (const { name, messageId, properties } of events) {
    if (name !== 'Order Completed' || !Array.isArray(properties.products)) continue
    const currency = nameOf(properties.currency)?.toUpperCase()
    const decimals = currency === undefined ? 2 : currencyDecimals(currency)
    const products = properties.products.filter(isObject).filter(({ quantity }) => !(Number(quantity) <= 0))
    lines.set(
      nameOf(properties.order_id) ?? messageId,
      products.map((product): PricedLine => {
        const productId = nameOf(product.product_id)
        return {
          productId,
          category: nameOf(product.category) ?? (productId && categories.ofProduct(productId)),
          unitPriceMinor:
            typeof product.price === 'number' ? Math.round(product.price * 10 ** decimals) : undefined,
          currency,
        }
      }),
    )
  }
  return lines
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
