import type { EventInput, JsonObject } from '@clientele/core'
import type { SeededRandom } from '@clientele/testing'
import type { FrenchRecord } from '@clientele/testing/french'
import { catalogue } from './catalogue.ts'

const HOUR = 3_600_000

/** Makes what happened to carts between two instants, in the order in which it happened: three of four are left. */
export function makeCarts(
  people: readonly (readonly FrenchRecord[])[],
  count: number,
  from: number,
  to: number,
  random: SeededRandom,
): readonly EventInput[] {
  const shoppers = people.flatMap((records) =>
    records.filter(({ source, email }) => source === 'eshop' && email !== ''),
  )
  const events: EventInput[] = []
  for (let nth = 0; nth < count; nth++) {
    const { email } = random.pick(shoppers)
    const cart_id = `P${String(nth + 1).padStart(5, '0')}`
    let at = from + random.integer(Math.floor((to - from) / 1000)) * 1000
    const happens = (name: string, properties: JsonObject): void => {
      if (at < to)
        events.push({
          name,
          messageId: `${cart_id}-${name}-${at}`,
          occurredAt: at,
          source: 'eshop',
          identifiers: [{ type: 'email', value: email }],
          properties: { cart_id, ...properties },
        })
    }
    const products = Array.from({ length: 1 + random.integer(3) }, () => random.pick(catalogue))
    for (const { id, name, category, price } of products) {
      happens('Product Added', { product_id: id, name, category, price: price / 100, currency: 'EUR' })
      at += Math.ceil(random.exponential() * 5 * 60) * 1000
    }
    if (random.chance(0.25)) {
      at += Math.ceil(random.exponential() * HOUR)
      const total = products.reduce((sum, { price }) => sum + price, 0) / 100
      happens('Order Completed', { order_id: `W${nth + 1}`, total, currency: 'EUR' })
    }
  }
  return events.sort((a, b) => (a.occurredAt ?? 0) - (b.occurredAt ?? 0))
}
