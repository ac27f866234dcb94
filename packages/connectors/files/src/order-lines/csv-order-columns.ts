import { ClienteleError } from '@clientele/core'

/** Which columns of an export of order lines say what. */
export interface CsvOrderColumns {
  /** Key of the order: the lines of one are added up. */
  readonly order: string
  /** Whose order it is; lines without are left out. */
  readonly contact: string
  /** When it was placed, as ISO 8601. */
  readonly at: string
  /** Price of one piece where `quantity` is given, else the amount of the line; in major units with a point. */
  readonly price: string
  readonly quantity?: string | undefined
  readonly status?: string | undefined
  readonly currency?: string | undefined
  readonly channel?: string | undefined
  readonly entity?: string | undefined
  readonly category?: string | undefined
}

/** Places of the columns in a row; -1 for one that is not read. */
export type CsvOrderPlaces = { readonly [Name in keyof CsvOrderColumns]-?: number }

/**
 * Finds the columns in a header.
 *
 * @throws `INVALID_OPTIONS` for a column that the header does not have
 */
export function placesOf(columns: CsvOrderColumns, header: readonly string[]): CsvOrderPlaces {
  const place = (column: string | undefined) => {
    if (column === undefined) return -1
    const index = header.indexOf(column)
    if (index !== -1) return index
    throw new ClienteleError(
      'INVALID_OPTIONS',
      `Expected a column \`${column}\` in the CSV, got ${header.slice(0, 20).join(', ')}; name the columns as the header does.`,
    )
  }
  return {
    order: place(columns.order),
    contact: place(columns.contact),
    at: place(columns.at),
    price: place(columns.price),
    quantity: place(columns.quantity),
    status: place(columns.status),
    currency: place(columns.currency),
    channel: place(columns.channel),
    entity: place(columns.entity),
    category: place(columns.category),
  }
}
