import { ClienteleError } from '../../errors.ts'
import { parseInstant } from '../../time/parse-instant.ts'
import { isValidZone } from '../../time/zone.ts'
import type { Order } from '../order.ts'
import { type CsvOrderColumns, type CsvOrderPlaces, placesOf } from './csv-order-columns.ts'
import { csvRows } from './csv-rows.ts'
import { keyColumn } from './key-column.ts'
import { lineAmountReader } from './line-amount.ts'

/** How an export of order lines is read. */
export interface CsvOrderOptions {
  readonly columns: CsvOrderColumns
  /** @default ',' */
  readonly delimiter?: string | undefined
  /** Decimals of a minor unit: 2 for cents. @default 2 */
  readonly decimals?: number | undefined
  /** IANA zone of dates that do not say theirs. @default 'UTC' */
  readonly zone?: string | undefined
  /** Says of an order by its key whether it was cancelled. @default none is */
  readonly isCancelled?: ((key: string) => boolean) | undefined
  /**
   * What a line of nothing or less is: `ignore` leaves it out, `net` adds it to its order, so that a credit note
   * becomes an order with a negative amount. @default 'ignore'
   */
  readonly negativeLines?: 'ignore' | 'net' | undefined
}

/** The orders of an export, and how many of its lines were left out and why. */
export interface CsvOrders {
  readonly orders: readonly Order[]
  readonly lines: number
  readonly leftOut: {
    /** Without an order or without a contact. */
    readonly anonymous: number
    /** Of nothing, or of less. */
    readonly negative: number
    /** With a date or a number that cannot be read, or with too few fields. */
    readonly unreadable: number
  }
}

interface OpenOrder {
  readonly contactId: string
  readonly at: number
  amountMinor: number
  readonly key: string
  status?: string
  currency?: string
  channel?: string
  entity?: string
  category?: string
}

/**
 * Adds the lines of a CSV up to orders, straight from its bytes: half a million lines in a fraction of a second, and
 * no memory but that of the orders. An order is of the contact and the date of its first line.
 *
 * @example
 * ```ts
 * import { ordersOfCsv } from '@clientele/core/orders'
 *
 * const csv = 'invoice,customer,date,price,quantity\n1,ada,2026-01-05,2.50,4\n1,ada,2026-01-05,1.25,1\n'
 * const { orders } = await ordersOfCsv([new TextEncoder().encode(csv)], {
 *   columns: { order: 'invoice', contact: 'customer', at: 'date', price: 'price', quantity: 'quantity' },
 * })
 * console.log(orders[0]?.amountMinor) // 1125
 * ```
 *
 * @throws `INVALID_OPTIONS` for a column that is not there, `INVALID_INPUT` for a CSV that is broken
 */
export async function ordersOfCsv(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: CsvOrderOptions,
): Promise<CsvOrders> {
  const { zone = 'UTC', isCancelled } = options
  const delimiter = options.delimiter ?? ','
  if (delimiter.length !== 1 || !isValidZone(zone)) {
    throw new ClienteleError(
      'INVALID_OPTIONS',
      `Expected a delimiter of one character and an IANA zone, got "${delimiter}" and "${zone}".`,
    )
  }
  const orders = new Map<string, OpenOrder>()
  const amountOf = lineAmountReader(options.decimals ?? 2)
  const decoder = new TextDecoder('utf-8')
  const [orderKeys, contacts, dates] = [keyColumn(), keyColumn(), keyColumn()]
  const leftOut = { anonymous: 0, negative: 0, unreadable: 0 }
  const keepNegative = options.negativeLines === 'net'
  let places: CsvOrderPlaces | undefined
  let needed = 0
  let lines = 0
  let order: OpenOrder | undefined
  let at: number | undefined

  const textAt = (bytes: Uint8Array, starts: Int32Array, ends: Int32Array, place: number): string =>
    decoder.decode(bytes.subarray(starts[place], ends[place])).replaceAll('""', '"').trim()
  const rows = csvRows(delimiter.charCodeAt(0), (bytes, starts, ends, fields) => {
    if (places === undefined) {
      places = placesOf(
        options.columns,
        Array.from({ length: fields }, (_, place) => textAt(bytes, starts, ends, place)),
      )
      needed = Math.max(...Object.values(places)) + 1
      return
    }
    lines++
    if (fields < needed) {
      leftOut.unreadable++
      return
    }
    const fromOrder = starts[places.order] as number
    const toOrder = ends[places.order] as number
    const fromContact = starts[places.contact] as number
    const toContact = ends[places.contact] as number
    if (fromOrder === toOrder || fromContact === toContact) {
      leftOut.anonymous++
      return
    }
    const amount = amountOf(bytes, starts, ends, places.price, places.quantity)
    if (Number.isNaN(amount)) {
      leftOut.unreadable++
      return
    }
    if (amount <= 0 && !keepNegative) {
      leftOut.negative++
      return
    }
    if (orderKeys.changes(bytes, fromOrder, toOrder)) order = orders.get(orderKeys.text())
    if (order !== undefined) {
      order.amountMinor += amount
      return
    }
    if (dates.changes(bytes, starts[places.at] as number, ends[places.at] as number))
      at = parseInstant(dates.text(), zone)
    if (at === undefined) {
      leftOut.unreadable++
      return
    }
    contacts.changes(bytes, fromContact, toContact)
    const key = orderKeys.text()
    order = { contactId: contacts.text(), key, at, amountMinor: amount }
    if (isCancelled?.(key) === true) order.status = 'cancelled'
    else if (places.status !== -1) order.status = textAt(bytes, starts, ends, places.status)
    if (places.currency !== -1) order.currency = textAt(bytes, starts, ends, places.currency)
    if (places.channel !== -1) order.channel = textAt(bytes, starts, ends, places.channel)
    if (places.entity !== -1) order.entity = textAt(bytes, starts, ends, places.entity)
    if (places.category !== -1) order.category = textAt(bytes, starts, ends, places.category)
    orders.set(key, order)
  })
  for await (const chunk of chunks) rows.push(chunk)
  rows.end()
  return { orders: [...orders.values()], lines, leftOut }
}
