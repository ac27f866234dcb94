import * as z from 'zod'

/** Orders as rows of a declared table; the names are those of its columns. */
export interface OrderTable {
  /** @default 'orders' */
  readonly table?: string | undefined
  /** Amount in integer minor units. @default 'total' */
  readonly total?: string | undefined
  /** What was paid back of it, in the same units. @default 'refunded' */
  readonly refunded?: string | undefined
  /** What the goods cost the shop, in the same units. @default 'cost' */
  readonly cost?: string | undefined
  /** What a promotion or a coupon took off it, in the same units. @default 'discount' */
  readonly discount?: string | undefined
  /** @default 'status' */
  readonly status?: string | undefined
  /** @default 'currency' */
  readonly currency?: string | undefined
  /** @default 'channel' */
  readonly channel?: string | undefined
  /** Brand, country or store. @default 'store' */
  readonly entity?: string | undefined
  /** @default 'category' */
  readonly category?: string | undefined
}

/**
 * Orders as events of the Segment e-commerce specification: `Order Completed` with `order_id`, `total` (or
 * `revenue`) in major units and `currency`; `Order Refunded` and `Order Cancelled` with the same `order_id`
 * take money back.
 */
export interface OrderEvents {
  readonly events: true
}

/** Where orders are read. @default the table `orders` */
export type OrderSource = OrderTable | OrderEvents

const column = z.string().min(1).optional()

/** Checks a source of orders among the options of a plugin. */
export const orderSourceSchema: z.ZodType<OrderSource> = z.union([
  z.strictObject({ events: z.literal(true) }),
  z.strictObject({
    table: column,
    total: column,
    refunded: column,
    cost: column,
    discount: column,
    status: column,
    currency: column,
    channel: column,
    entity: column,
    category: column,
  }),
])
