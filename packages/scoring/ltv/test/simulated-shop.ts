import type { BaseReader, ContactBundle, PluginContext, Scorer } from '@clientele/core'
import type { Order } from '@clientele/core/orders'

const DAY = 86_400_000

/** A small generator of numbers in (0, 1), the same for the same seed (Steele, Lea and Flood, SplitMix). */
export function seeded(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x9e3779b9) | 0
    let z = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
    return (((z ^ (z >>> 15)) >>> 0) + 0.5) / 4_294_967_296
  }
}

/** A draw of Gamma(shape, 1) (Marsaglia and Tsang 2000). */
export function gammaDraw(shape: number, random: () => number): number {
  if (shape < 1) return gammaDraw(shape + 1, random) * random() ** (1 / shape)
  const d = shape - 1 / 3
  for (;;) {
    const x = Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random())
    const v = (1 + x / Math.sqrt(9 * d)) ** 3
    if (v > 0 && Math.log(random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
  }
}

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
  const random = seeded(options.seed ?? 11)
  const orders: Order[] = []
  for (let index = 0; index < options.customers; index += 1) {
    const rate = gammaDraw(0.8, random) / (8 * 7)
    const stay = gammaDraw(2.5, random)
    const leave = gammaDraw(0.9, random)
    const chance = options.dropout === false ? 0 : leave / (leave + stay)
    const level = gammaDraw(3.7, random) / 1500
    let day = Math.floor((random() * options.days) / 2)
    while (day <= options.days) {
      const amountMinor = Math.max(1, Math.round(gammaDraw(6, random) / level))
      const at = options.at - (options.days - Math.floor(day)) * DAY
      orders.push({
        contactId: `c${index}`,
        at,
        amountMinor,
        currency: 'EUR',
        costMinor: Math.round(amountMinor * 0.6),
      })
      if (random() < chance) break
      day -= Math.log(random()) / rate
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

/** What a plugin is set up with, over a base of bundles; the scorers it registers land in `scorers`. */
export function contextOver(
  bundles: readonly ContactBundle[],
  now: number,
): { readonly context: PluginContext; readonly base: BaseReader; readonly scorers: Scorer[] } {
  const base: BaseReader = {
    contacts: async function* () {
      yield* bundles
    },
    rows: async function* () {},
    countContacts: async () => bundles.length,
    countRecords: async () => 0,
    countMembers: async () => 0,
    countMembersAt: async () => 0,
    changesOf: async () => [],
  }
  const scorers: Scorer[] = []
  const silent = () => {}
  const context: PluginContext = {
    clock: { now: () => now, sleepUntil: async () => {} },
    ids: { next: () => 'id' },
    logger: { debug: silent, info: silent, warn: silent, error: silent },
    signal: new AbortController().signal,
    base,
    tables: [],
    timeZone: 'UTC',
    plugins: {},
    registerConnector: silent,
    registerChannel: silent,
    registerScorer: (scorer) => scorers.push(scorer),
  }
  return { context, base, scorers }
}
