import type { SeededRandom } from '@clientele/testing'
import type { FrenchRecord } from '@clientele/testing/french'
import { catalogue, type Product } from './catalogue.ts'

/** An order as the till or the e-shop keeps it. */
export interface ShopOrder {
  readonly id: string
  readonly record: FrenchRecord
  readonly at: number
  readonly status: 'shipped' | 'paid' | 'cancelled' | 'refunded' | 'partially_refunded'
  readonly total: number
  readonly refunded: number
  readonly store: string
  readonly lines: readonly { readonly product: Product; readonly quantity: number }[]
}

const DAY = 86_400_000
const YEARS = 2 * 365
const STORES = ['Lyon', 'Lille', 'Nantes', 'Bordeaux']

/** Makes about so many orders over the two years before a day: a few buy often, many once, some never. */
export function makeOrders(
  people: readonly (readonly FrenchRecord[])[],
  wanted: number,
  today: number,
  random: SeededRandom,
): readonly ShopOrder[] {
  const buyers = people.filter(
    (records) => records.some(({ source }) => source !== 'erp') && random.chance(0.72),
  )
  const eagerness = buyers.map(() => random.exponential() ** 1.5 + 0.12)
  const sum = eagerness.reduce((all, one) => all + one, 0)
  const orders: ShopOrder[] = []
  for (const [index, records] of buyers.entries()) {
    const count = Math.max(1, Math.round(((eagerness[index] as number) / sum) * wanted))
    const first = random.integer(YEARS)
    // Customers leave: the more they have bought the longer they stay.
    const stay = Math.min(first, Math.ceil((60 + 240 * random.exponential()) * Math.sqrt(count)))
    for (let nth = 0; nth < count; nth++) {
      const ago = nth === 0 ? first : first - random.integer(stay + 1)
      orders.push(
        makeOrder(`C${orders.length + 100_001}`, records, today - ago * DAY - random.integer(DAY), random),
      )
    }
  }
  return orders
}

function makeOrder(
  id: string,
  records: readonly FrenchRecord[],
  at: number,
  random: SeededRandom,
): ShopOrder {
  const record = random.pick(records.filter(({ source }) => source !== 'erp'))
  const lines = Array.from({ length: 1 + Math.min(4, Math.floor(random.exponential() * 0.9)) }, () => ({
    product: random.pick(catalogue),
    quantity: random.chance(0.2) ? 2 : 1,
  }))
  const total = lines.reduce((sum, { product, quantity }) => sum + product.price * quantity, 0)
  const fate = random.next()
  const status =
    fate < 0.02
      ? 'cancelled'
      : fate < 0.045
        ? 'refunded'
        : fate < 0.07
          ? 'partially_refunded'
          : record.source === 'pos'
            ? 'paid'
            : 'shipped'
  const refunded =
    status === 'refunded' ? total : status === 'partially_refunded' ? (lines[0]?.product.price ?? 0) : 0
  return { id, record, at, status, total, refunded, store: random.pick(STORES), lines }
}
