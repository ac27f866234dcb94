import {
  ClienteleError,
  type Condition,
  type DurationText,
  type Reentry,
  type ScenarioDefinition,
  type ScenarioNode,
} from '@clientele/core'
import type { OrderSource } from '@clientele/core/orders'
import { marketingEmail } from '../shared/marketing-email.ts'
import { hasOrders, orderNeed } from '../shared/order-condition.ts'
import type { ProgrammeOptions } from '../shared/programme-options.ts'
import type { Voucher } from '../shared/voucher.ts'
import { cartCopy } from './cart-copy.ts'

/** What {@link abandonedCart} can be told. */
export interface AbandonedCartOptions extends ProgrammeOptions {
  /**
   * How long a cart must lie still. Two or more named waits are tested against each other, each person always with
   * the same one: `{ a: '4h', b: '1d' }`. @default '4h'
   */
  readonly wait?: DurationText | { readonly [arm: string]: DurationText } | undefined
  /** Where the cart is found again; Liquid: `https://shop.example/cart/{{ run.key }}`. @default the event's `cart_url`, else the shop */
  readonly cartUrl?: string | undefined
  /** What may help to decide. @default none: the message reassures */
  readonly voucher?: Voucher | undefined
  /** Where orders are. @default events */
  readonly orders?: OrderSource | undefined
  /** May one cart be spoken of again? @default a day after the last time */
  readonly reentry?: Reentry | undefined
}

/** What fills or changes a cart, by the Segment specification; `Cart Updated` is for shops that send the whole cart. */
const CART_CHANGES = ['Product Added', 'Product Removed', 'Cart Updated']

const THIS_CART: Condition = { property: 'cart_id', op: 'eq', value: { ref: 'run.key' } }

/**
 * P8, abandoned cart: a cart that lies still for a while, without an order for it, brings one e-mail that says the
 * cart is kept and answers the usual doubts: delivery, payment, returns.
 *
 * Events carry `cart_id`, which names one cart: a new one after an order. Every change restarts the wait. An order
 * ends it: one for the cart (`cart_id`), or one that names no cart and comes after something was put into this one.
 * So does the cart when it is emptied: an event `Cart …` without products (`Cart Emptied`, or `Cart Updated` or
 * `Cart Viewed` with an empty list); filled again, it begins anew.
 *
 * @throws `INVALID_OPTIONS` for waits that name no arm, or only one.
 *
 * @example
 * ```ts
 * const scenario = abandonedCart({ wait: { a: '4h', b: '1d' }, cartUrl: 'https://shop.example/cart/{{ run.key }}' })
 * ```
 */
export function abandonedCart(options: AbandonedCartOptions = {}): ScenarioDefinition {
  const id = options.id ?? 'abandoned-cart'
  const waits = waitNodes(id, options.wait ?? '4h')
  return {
    id,
    name: 'Abandoned cart',
    programme: 'cart',
    objective: 'Bring a person back to the cart they left',
    goal: {
      kpi: 'orders within 3 days of the reminder, per reminder',
      event: 'Order Completed',
      within: '3d',
    },
    targeting: { filter: { all: [] } },
    triggers: CART_CHANGES.map((event) => ({ on: 'event', event, where: changeOf(event) }) as const),
    runKey: 'cart_id',
    reentry: options.reentry ?? { after: '1d' },
    whileLive: 'reset',
    personalisation: {
      needs: [
        { event: 'Product Added', freshness: '1h' },
        { ...orderNeed(options.orders), freshness: '1h' },
        { field: 'email', freshness: '1d' },
        { field: 'firstName', freshness: '1d' },
      ],
    },
    interruption: { exitWhen: orderedCart(options.orders) },
    start: waits.start,
    nodes: {
      ...waits.nodes,
      reminder: marketingEmail(options, {
        objective: 'Reassure, and bring back to the cart',
        copy: (language) =>
          cartCopy(language, options.shop, { cartUrl: options.cartUrl, voucher: options.voucher }),
        next: 'reminded',
      }),
      reminded: { type: 'exit', reason: 'reminded' },
      emptied: { type: 'exit', reason: 'cart-emptied' },
    },
    meta: { catalogue: 'P8', priority: options.priority ?? 50 },
  }
}

/** `Cart Updated` with nothing in it is the cart being emptied. */
function changeOf(event: string): Condition {
  const known: Condition = { property: 'cart_id', op: 'exists' }
  return event === 'Cart Updated' ? { all: [known, { property: 'products', op: 'exists' }] } : known
}

function orderedCart(orders: OrderSource | undefined): Condition {
  const ofThisCart = hasOrders(orders, { where: THIS_CART })
  if (orders !== undefined && !('events' in orders)) return ofThisCart
  const withoutCart: Condition = {
    sequence: { event: 'Product Added', where: THIS_CART },
    // biome-ignore lint/suspicious/noThenProperty: the word of the condition language
    then: { event: 'Order Completed', where: { property: 'cart_id', op: 'missing' } },
    within: '30d',
  }
  return { any: [ofThisCart, withoutCart] }
}

interface Waits {
  readonly start: string
  readonly nodes: { readonly [node: string]: ScenarioNode }
}

/** One wait, or an experiment between several that differ in nothing but the delay. */
function waitNodes(id: string, wait: NonNullable<AbandonedCartOptions['wait']>): Waits {
  if (typeof wait === 'string') return { start: 'wait', nodes: { wait: stillFor(wait) } }
  const arms = Object.entries(wait)
  if (arms.length < 2)
    throw new ClienteleError(
      'INVALID_OPTIONS',
      `Expected one wait ('4h') or two arms or more ({ a: '4h', b: '1d' }), got ${arms.length}; write one of these.`,
    )
  const nodes: Record<string, ScenarioNode> = {
    split: {
      type: 'split',
      experiment: `${id}-wait`,
      variable: 'delay',
      arms: arms.map(([arm]) => ({ id: arm, weight: 1, next: `wait-${arm}` })),
    },
  }
  for (const [arm, duration] of arms) nodes[`wait-${arm}`] = stillFor(duration)
  return { start: 'split', nodes }
}

/** The cart lies still for so long, or is emptied before. */
function stillFor(timeout: DurationText): ScenarioNode {
  return {
    type: 'waitFor',
    until: { event: 'Cart *', matching: { all: [THIS_CART, { property: 'products', op: 'missing' }] } },
    timeout,
    next: 'emptied',
    onTimeout: 'reminder',
  }
}
