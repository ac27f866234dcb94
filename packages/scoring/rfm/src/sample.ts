import { ClienteleError } from '@clientele/core'
import type { PurchaseSummary } from './purchase-summary.ts'

/** The three values of every scored contact, in columns: 24 bytes each. */
export interface Sample {
  readonly recencyDays: Float64Array
  readonly orders: Float64Array
  readonly revenueMinor: Float64Array
  /** Filled only when the method breaks ties by id. */
  readonly contactIds: readonly string[]
  /** Contacts without a valid order on the reference date. */
  readonly notScored: number
}

/** Takes summaries one by one and keeps only their numbers. */
export interface SampleBuilder {
  readonly add: (summary: PurchaseSummary) => void
  readonly finish: () => Sample
}

/** Is there a valid order on the reference date to score by? */
export function isScorable(summary: PurchaseSummary, at: number): boolean {
  return summary.orders > 0 && summary.lastOrderAt <= at
}

/**
 * Starts a sample.
 *
 * @throws `INVALID_INPUT` (from `add`) for numbers that are not finite
 */
export function createSample(options: {
  readonly at: number
  readonly dayNumber: (instant: number) => number
  readonly keepIds: boolean
}): SampleBuilder {
  const { at, dayNumber, keepIds } = options
  const today = dayNumber(at)
  let size = 0
  let notScored = 0
  let recencyDays = new Float64Array(1024)
  let orders = new Float64Array(1024)
  let revenueMinor = new Float64Array(1024)
  const contactIds: string[] = []
  return {
    add(summary) {
      if (!isScorable(summary, at)) {
        notScored++
        return
      }
      if (size === orders.length) {
        recencyDays = doubled(recencyDays)
        orders = doubled(orders)
        revenueMinor = doubled(revenueMinor)
      }
      const days = today - dayNumber(summary.lastOrderAt)
      if (!Number.isFinite(days + summary.orders + summary.revenueMinor)) {
        throw new ClienteleError(
          'INVALID_INPUT',
          `Purchase summary number ${size + notScored + 1}: expected finite numbers in orders, revenueMinor and lastOrderAt.`,
        )
      }
      recencyDays[size] = days
      orders[size] = summary.orders
      revenueMinor[size] = summary.revenueMinor
      if (keepIds) contactIds.push(summary.contactId)
      size++
    },
    finish: () => ({
      recencyDays: recencyDays.subarray(0, size),
      orders: orders.subarray(0, size),
      revenueMinor: revenueMinor.subarray(0, size),
      contactIds,
      notScored,
    }),
  }
}

function doubled(column: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(column.length * 2)
  larger.set(column)
  return larger
}
