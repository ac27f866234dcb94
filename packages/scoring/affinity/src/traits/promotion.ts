import type { Shopper } from '../shopper.ts'

/** How much a contact buys on promotion; `mixed`: between a third and two thirds of its orders. */
export type PromotionHabit = 'full_price' | 'mixed' | 'promotion' | 'insufficient_data'

/** What promotions are to one contact. */
export interface PromotionSensitivity {
  readonly habit: PromotionHabit
  /** Valid orders looked at. */
  readonly orders: number
  readonly discountedOrders: number
  /** Part of the orders that had a discount; like the two below `undefined` without an order. */
  readonly orderShare: number | undefined
  /** Part of the revenue that came with those. */
  readonly revenueShare: number | undefined
  /** Discounts over what the orders would have cost without them. */
  readonly discountShare: number | undefined
}

/** Reads the sensitivity to promotions from the discounts of valid orders. */
export function promotionOf({ baskets }: Shopper, minimumOrders: number): PromotionSensitivity {
  const orders = baskets.length
  let discountedOrders = 0
  let discountedRevenue = 0
  let revenue = 0
  let discounts = 0
  for (const { netMinor, discountMinor } of baskets) {
    revenue += netMinor
    discounts += discountMinor
    if (discountMinor <= 0) continue
    discountedOrders++
    discountedRevenue += netMinor
  }
  const orderShare = orders === 0 ? undefined : discountedOrders / orders
  return {
    habit: orderShare === undefined || orders < minimumOrders ? 'insufficient_data' : habitOf(orderShare),
    orders,
    discountedOrders,
    orderShare,
    revenueShare: orders === 0 ? undefined : discountedRevenue / revenue,
    discountShare: orders === 0 ? undefined : discounts / (revenue + discounts),
  }
}

function habitOf(share: number): PromotionHabit {
  if (share < 1 / 3) return 'full_price'
  return share <= 2 / 3 ? 'mixed' : 'promotion'
}
