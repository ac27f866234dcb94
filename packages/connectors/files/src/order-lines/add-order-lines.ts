import { instantOfLocal, parseInstant } from '@clientele/core'
import type { Order } from '@clientele/core/orders'
import type { CsvOrderPlaces } from './csv-order-columns.ts'
import type { CsvOrderOptions, CsvOrders } from './csv-orders.ts'
import type { OnCsvRow } from './csv-rows.ts'
import { keyColumn } from './key-column.ts'
import { lineAmountReader } from './line-amount.ts'
import { plainDateTime } from './plain-date-time.ts'
import { textReader } from './text-reader.ts'

/** Adds lines up to orders, one at a time. */
export interface OrderLines {
  readonly add: OnCsvRow
  readonly finish: () => CsvOrders
}

interface OpenOrder {
  readonly contactId: string
  readonly key: string
  readonly at: number
  amountMinor: number
  status?: string
  currency?: string
  channel?: string
  entity?: string
  category?: string
}

const EXTRAS = ['status', 'currency', 'channel', 'entity', 'category'] as const

/** Prepares the adding up of lines whose columns stand at these places. */
export function addOrderLines(places: CsvOrderPlaces, options: CsvOrderOptions): OrderLines {
  const { order: orderPlace, contact: contactPlace, price, quantity, at: datePlace } = places
  const { zone = 'UTC', isCancelled } = options
  const keepNegative = options.negativeLines === 'net'
  const needed = Math.max(...Object.values(places)) + 1
  const extras = EXTRAS.filter((name) => places[name] !== -1)
  const amountOf = lineAmountReader(options.decimals ?? 2)
  const textAt = textReader()
  const orderKeys = keyColumn()
  const contacts = keyColumn()
  const orders = new Map<string, OpenOrder>()
  let order: OpenOrder | undefined
  let lines = 0
  let anonymous = 0
  let negative = 0
  let unreadable = 0

  const instantOf = (bytes: Uint8Array, from: number, to: number): number | undefined => {
    const local = plainDateTime(bytes, from, to)
    return Number.isNaN(local) ? parseInstant(textAt(bytes, from, to), zone) : instantOfLocal(local, zone)
  }

  return {
    add(bytes, starts, ends, fields) {
      lines++
      if (fields < needed) {
        unreadable++
        return
      }
      const fromOrder = starts[orderPlace] as number
      const toOrder = ends[orderPlace] as number
      const fromContact = starts[contactPlace] as number
      const toContact = ends[contactPlace] as number
      if (fromOrder === toOrder || fromContact === toContact) {
        anonymous++
        return
      }
      const amount = amountOf(bytes, starts, ends, price, quantity)
      if (Number.isNaN(amount)) {
        unreadable++
        return
      }
      if (amount <= 0 && !keepNegative) {
        negative++
        return
      }
      if (orderKeys.changes(bytes, fromOrder, toOrder)) order = orders.get(orderKeys.text())
      if (order !== undefined) {
        order.amountMinor += amount
        return
      }
      const at = instantOf(bytes, starts[datePlace] as number, ends[datePlace] as number)
      if (at === undefined) {
        unreadable++
        return
      }
      contacts.changes(bytes, fromContact, toContact)
      order = { contactId: contacts.text(), key: orderKeys.text(), at, amountMinor: amount }
      for (const name of extras)
        order[name] = textAt(bytes, starts[places[name]] as number, ends[places[name]] as number)
      if (isCancelled?.(order.key) === true) order.status = 'cancelled'
      orders.set(order.key, order)
    },
    finish: () => ({
      orders: [...orders.values()] satisfies readonly Order[],
      lines,
      leftOut: { anonymous, negative, unreadable },
    }),
  }
}
