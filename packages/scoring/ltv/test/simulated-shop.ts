import type { ContactBundle } from '@clientele/core'
import type { Order } from '@clientele/core/orders'
import { seededRandom } from '@clientele/testing'

const DAY = 86_400_000

/** What a simulated shop is made with. */
export interface ShopOptions {
  readonly customers: number
  /** First purchases are spread evenly over so many days before the last ones. */
  readonly days: number
  /** Epoch ms of the last day. */
  readonly at: number
  readonly seed?: number
  /** Does anybody ever leave? @default true */
  readonly dropout?: boolean
}

/** Orders of customers who buy and leave by MBG/NBD (r 0.8, alpha 8 weeks, a 0.9, b 2.5) and spend by Gamma-Gamma. */
export function simulatedOrders(options: ShopOptions): readonly Order[] {
  const random = seededRandom(options.seed ?? 11)
  const orders: Order[] = []
  for (let index = 0; index < options.customers; index += 1) {
    const rate = random.gamma(0.8) / (8 * 7)
    const stay = random.gamma(2.5)
    const leave = random.gamma(0.9)
    const chance = options.dropout === false ? 0 : leave / (leave + stay)
    const level = random.gamma(3.7) / 1500
    let day = Math.floor((random.next() * options.days) / 2)
    while (day <= options.days) {
      const amountMinor = Math.max(1, Math.round(random.gamma(6) / level))
      const at = options.at - (options.days - Math.floor(day)) * DAY
      orders.push({
        contactId: `c${index}`,
        at,
        amountMinor,
        currency: 'EUR',
        costMinor: Math.round(amountMinor * 0.6),
      })
      if (random.next() < chance) break
      day -= Math.log(1 - random.next()) / rate
    }
  }
  return orders
}

/** A base that holds orders as rows of the table `orders`, in the order of contact ids. */
export function bundlesOf(orders: readonly Order[]): readonly ContactBundle[] {
  const byContact = new Map<string, Order[]>()
  for (const order of orders)
    byContact.set(order.contactId, [...(byContact.get(order.contactId) ?? []), order])
  return [...byContact].map(([contactId, own]) => ({
    contact: { contactId, fields: {}, createdAt: 0, updatedAt: 0, version: 1 },
    rows: own.map((order, index) => ({
      table: 'orders',
      key: `${contactId}-${index}`,
      contactId,
      recordId: undefined,
      at: order.at,
      observedAt: order.at,
      receivedAt: order.at,
      values: {
        total: order.amountMinor,
        ...(order.costMinor === undefined ? {} : { cost: order.costMinor }),
        ...(order.refundedMinor === undefined ? {} : { refunded: order.refundedMinor }),
        ...(order.currency === undefined ? {} : { currency: order.currency }),
        status: order.status ?? 'paid',
      },
    })),
    events: [],
    records: [],
    consents: [],
    scores: {},
    segments: [],
  }))
}
