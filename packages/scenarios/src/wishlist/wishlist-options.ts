import type { Condition, TableDeclaration } from '@clientele/core'
import type { ProgrammeOptions } from '../shared/programme-options.ts'

/** What the wishlist programmes can be told. */
export interface WishlistOptions extends ProgrammeOptions {
  /** Where a product is shown; Liquid: `https://shop.example/p/{{ trigger.product_id }}`. @default the shop */
  readonly productUrl?: string | undefined
}

const TABLE = 'wishlist'

/**
 * The table that the wishlist programmes read: one row for each person and product, kept up to date by the shop.
 * Amounts are in minor units.
 *
 * @example
 * ```ts
 * const tables = [wishlistTable()]
 * ```
 */
export function wishlistTable(): TableDeclaration {
  return {
    name: TABLE,
    kind: 'linked',
    columns: {
      product_id: 'string',
      name: 'string',
      currency: 'string',
      /** When the person added it. */
      initial_price: 'money',
      /** Today. */
      price: 'money',
      /** Announced for later, and from when. */
      next_price: 'money',
      next_price_at: 'date',
      /** Until when today's price holds. */
      price_until: 'date',
      stock: 'integer',
      /** How many people have it on their list. */
      wishers: 'integer',
      removed: 'boolean',
    },
  }
}

/** The row can be spoken of: it is still on the list, and there is stock. */
export const WANTED: Condition = {
  all: [
    { property: 'removed', op: 'ne', value: true },
    { property: 'stock', op: 'gt', value: 0 },
  ],
}

/** The table, for triggers. */
export const WISHLIST: string = TABLE

/** Bought, taken off the list, or out of stock: checked again right before the message leaves. */
export function noLongerWanted(): Condition {
  const thisProduct: Condition = { property: 'product_id', op: 'eq', value: { ref: 'run.key' } }
  return {
    any: [
      { rows: TABLE, where: { all: [thisProduct, { not: WANTED }] } },
      {
        event: 'Order Completed',
        where: { property: 'products[].product_id', op: 'eq', value: { ref: 'run.key' } },
        window: { last: '30d' },
      },
    ],
  }
}
