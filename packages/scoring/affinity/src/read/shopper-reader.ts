import { type BundleParts, type ContactBundle, isValidZone } from '@clientele/core'
import type { OrderSource } from '@clientele/core/orders'
import { type ConvertMoney, netAmount, oneCurrency, PAID_STATUSES, readOrders } from '@clientele/core/orders'
import type { Action, Basket, BasketLine, Shopper } from '../shopper.ts'
import { linesOfEvents } from './lines-of-events.ts'
import { linesOfRows, type PricedLine } from './lines-of-rows.ts'
import type { LinesSource } from './lines-source.ts'
import { type Categories, nameOf } from './load-categories.ts'

/** What is read of the base, and how. */
export interface ShopperReading {
  readonly orders?: OrderSource | undefined
  /** `undefined`: orders have no lines but those of events. */
  readonly lines: LinesSource | undefined
  readonly paidStatuses?: readonly string[] | undefined
  readonly convert?: ConvertMoney | undefined
  /** Field with the channel that a contact asked for. */
  readonly declaredChannelField: string
  /** Names of the events to read. */
  readonly events: readonly string[]
  /** The zone of contacts without one. */
  readonly timeZone: string
}

/** How a contact becomes a shopper. */
export interface ShopperReader {
  readonly parts: BundleParts
  /** The shopper as it stood on a date. */
  readonly shopperOn: (bundle: ContactBundle, at: number) => Shopper
}

/**
 * Prepares the reading of shoppers. One reader is of one currency, through all of the base.
 *
 * @throws `MIXED_CURRENCIES` from `shopperOn` when valid orders have several and no `convert` is given
 */
export function shopperReader(reading: ShopperReading, categories: Categories): ShopperReader {
  const { lines: source } = reading
  const reader = readOrders(reading.orders)
  const fromEvents = reader.parts.events !== undefined
  const paid = reading.paidStatuses === undefined ? PAID_STATUSES : new Set(reading.paidStatuses)
  const money = oneCurrency({ convert: reading.convert })
  const wanted = new Set(reading.events)

  const basketsOf = (bundle: ContactBundle, at: number): readonly Basket[] => {
    const lines = fromEvents
      ? linesOfEvents(bundle.events, categories)
      : source === undefined
        ? new Map<string, readonly PricedLine[]>()
        : linesOfRows(bundle.rows, source, categories)
    const baskets: Basket[] = []
    for (const order of reader.ordersOf(bundle)) {
      const net = netAmount(order, paid)
      if (typeof net !== 'number' || order.at > at) continue
      const own = lines.get(order.key ?? '')?.map((line): BasketLine => {
        const { currency = order.currency, unitPriceMinor, ...what } = line
        if (unitPriceMinor === undefined) return what
        return { ...what, unitPriceMinor: money.amount(unitPriceMinor, { ...order, currency }) }
      })
      const discount = order.discountMinor ?? 0
      baskets.push({
        at: order.at,
        netMinor: money.amount(net, order),
        discountMinor: discount > 0 ? money.amount(discount, order) : 0,
        channel: order.channel,
        lines: own ?? (order.category === undefined ? [] : [{ category: order.category }]),
      })
    }
    return baskets.sort((left, right) => left.at - right.at)
  }

  const actionsOf = (bundle: ContactBundle, at: number): readonly Action[] => {
    const actions: Action[] = []
    for (const { name, occurredAt, properties } of bundle.events) {
      if (occurredAt > at || !wanted.has(name)) continue
      const productId = nameOf(properties.product_id)
      const category = nameOf(properties.category) ?? (productId && categories.ofProduct(productId))
      actions.push({ name, at: occurredAt, productId, category })
    }
    return actions.sort((left, right) => left.at - right.at)
  }

  return {
    parts: {
      tables: [...(reader.parts.tables ?? []), ...(fromEvents || source === undefined ? [] : [source.table])],
      events: [...new Set([...(reader.parts.events ?? []), ...reading.events])],
    },
    shopperOn: (bundle, at) => {
      const { contactId, fields } = bundle.contact
      const zone = fields.timeZone?.value
      return {
        contactId,
        zone: typeof zone === 'string' && isValidZone(zone) ? zone : reading.timeZone,
        declaredChannel: nameOf(fields[reading.declaredChannelField]?.value),
        baskets: basketsOf(bundle, at),
        actions: actionsOf(bundle, at),
      }
    },
  }
}
