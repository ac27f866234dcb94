import type { MessageContent, ScenarioDefinition, Trigger } from '@clientele/core'
import { marketingEmail } from '../shared/marketing-email.ts'
import type { Language } from '../shared/programme-options.ts'
import { backInStockCopy, priceDropCopy, priceRiseCopy } from './wishlist-copy.ts'
import { noLongerWanted, WANTED, WISHLIST, type WishlistOptions } from './wishlist-options.ts'

/**
 * P12, wishlist price drop: a product's price falls below what it was when the person put it on their list. Bought,
 * removed or sold out ends it. Compose it with `wishlistTable()`.
 *
 * @example
 * ```ts
 * const scenarios = [wishlistPriceDrop({ productUrl: 'https://shop.example/p/{{ trigger.product_id }}' })]
 * ```
 */
export function wishlistPriceDrop(options: WishlistOptions = {}): ScenarioDefinition {
  return alert(options, {
    id: 'wishlist-price-drop',
    name: 'Wishlist price drop',
    catalogue: 'P12',
    objective: 'Say that a wish has become cheaper',
    trigger: {
      on: 'row',
      table: WISHLIST,
      where: { all: [WANTED, { property: 'price', op: 'lt', value: { ref: 'trigger.initial_price' } }] },
      previously: { property: 'price', op: 'gt', value: { ref: 'trigger.price' } },
    },
    copy: priceDropCopy,
  })
}

/**
 * P13, wishlist price rise: a price above today's is announced for a product on the list, in time to buy before.
 * Bought, removed or sold out ends it. Compose it with `wishlistTable()`.
 *
 * @example
 * ```ts
 * const scenarios = [wishlistPriceRise()]
 * ```
 */
export function wishlistPriceRise(options: WishlistOptions = {}): ScenarioDefinition {
  return alert(options, {
    id: 'wishlist-price-rise',
    name: 'Wishlist price rise',
    catalogue: 'P13',
    objective: 'Say that a wish will become dearer',
    trigger: {
      on: 'row',
      table: WISHLIST,
      where: { all: [WANTED, { property: 'next_price', op: 'gt', value: { ref: 'trigger.price' } }] },
      previously: {
        any: [
          { property: 'next_price', op: 'missing' },
          { property: 'next_price', op: 'lte', value: { ref: 'trigger.price' } },
        ],
      },
    },
    copy: priceRiseCopy,
  })
}

/**
 * P14, wishlist back in stock: a product on the list that was sold out can be had again. Sold out again, bought or
 * removed ends it, checked again right before the message leaves. Compose it with `wishlistTable()`.
 *
 * It writes to everybody who wishes for the product: not in batches of the units available.
 *
 * @example
 * ```ts
 * const scenarios = [wishlistBackInStock()]
 * ```
 */
export function wishlistBackInStock(options: WishlistOptions = {}): ScenarioDefinition {
  return alert(options, {
    id: 'wishlist-back-in-stock',
    name: 'Wishlist back in stock',
    catalogue: 'P14',
    objective: 'Say that a wish can be had again',
    trigger: {
      on: 'row',
      table: WISHLIST,
      where: WANTED,
      previously: { property: 'stock', op: 'lte', value: 0 },
    },
    copy: backInStockCopy,
  })
}

interface Alert {
  readonly id: string
  readonly name: string
  readonly catalogue: string
  readonly objective: string
  readonly trigger: Trigger
  readonly copy: (language: Language, options: WishlistOptions) => MessageContent
}

function alert(options: WishlistOptions, parts: Alert): ScenarioDefinition {
  return {
    id: options.id ?? parts.id,
    name: parts.name,
    programme: 'wishlist',
    objective: 'Turn wishes into orders',
    goal: {
      kpi: 'orders of the product within 7 days of the message',
      event: 'Order Completed',
      within: '7d',
    },
    targeting: { filter: { all: [] } },
    triggers: [parts.trigger],
    runKey: 'product_id',
    reentry: { after: '1d' },
    whileLive: 'ignore',
    personalisation: {
      needs: [
        { table: WISHLIST, freshness: '1h' },
        { event: 'Order Completed', freshness: '1h' },
        { field: 'email', freshness: '1d' },
      ],
    },
    interruption: { exitWhen: noLongerWanted() },
    start: 'alert',
    nodes: {
      alert: marketingEmail(options, {
        objective: parts.objective,
        copy: (language) => parts.copy(language, options),
        next: 'told',
      }),
      told: { type: 'exit', reason: 'told' },
    },
    meta: { catalogue: parts.catalogue, priority: options.priority ?? 40 },
  }
}
