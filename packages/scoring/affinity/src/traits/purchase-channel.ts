import type { Shopper } from '../shopper.ts'

/** Where a contact buys most. */
export interface PurchaseChannel {
  /** `insufficient_data` when no valid order names a channel. */
  readonly channel: string
  /** Part of the orders with a channel. */
  readonly share: number | undefined
  /** Valid orders that name a channel. */
  readonly orders: number
}

/** The channel of most valid orders; of several the one of the latest order, then the first by name. */
export function purchaseChannelOf({ baskets }: Shopper): PurchaseChannel {
  const counts = new Map<string, { orders: number; lastAt: number }>()
  let orders = 0
  for (const { channel, at } of baskets) {
    if (channel === undefined) continue
    orders++
    const count = counts.get(channel)
    if (count === undefined) counts.set(channel, { orders: 1, lastAt: at })
    else {
      count.orders++
      count.lastAt = Math.max(count.lastAt, at)
    }
  }
  const [best] = [...counts].sort(
    ([left, a], [right, b]) => b.orders - a.orders || b.lastAt - a.lastAt || (left < right ? -1 : 1),
  )
  if (best === undefined) return { channel: 'insufficient_data', share: undefined, orders }
  return { channel: best[0], share: best[1].orders / orders, orders }
}
