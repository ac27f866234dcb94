import { ClienteleError, isValidZone } from '@clientele/core'
import type { Order } from '@clientele/core/orders'
import { addOrderLines, type OrderLines } from './add-order-lines.ts'
import { type CsvOrderColumns, placesOf } from './csv-order-columns.ts'
import { csvRows } from './csv-rows.ts'
import { textReader } from './text-reader.ts'

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

/**
 * Adds the lines of a CSV up to orders, straight from its bytes: half a million lines in a fraction of a second, and
 * no memory but that of the orders. An order is of the contact and the date of its first line.
 *
 * @example
 * ```ts
 * import { ordersOfCsv } from '@clientele/connector-files'
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
  const { zone = 'UTC', delimiter = ',' } = options
  if (delimiter.length !== 1 || !isValidZone(zone)) {
    throw new ClienteleError(
      'INVALID_OPTIONS',
      `Expected a delimiter of one character and an IANA zone, got "${delimiter}" and "${zone}".`,
    )
  }
  const textAt = textReader()
  let lines: OrderLines | undefined
  const rows = csvRows(delimiter.charCodeAt(0), (bytes, starts, ends, fields) => {
    if (lines !== undefined) {
      lines.add(bytes, starts, ends, fields)
      return
    }
    // After a byte-order mark a quote does not begin the field.
    const header = Array.from({ length: fields }, (_, place) =>
      textAt(bytes, starts[place] as number, ends[place] as number).replace(/^"(.*)"$/, '$1'),
    )
    lines = addOrderLines(placesOf(options.columns, header), options)
  })
  for await (const chunk of chunks) rows.push(chunk)
  rows.end()
  return lines?.finish() ?? { orders: [], lines: 0, leftOut: { anonymous: 0, negative: 0, unreadable: 0 } }
}
