import type { Order } from '@clientele/core/orders'
import type { CsvOrderColumns } from './csv-order-columns.ts'

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
