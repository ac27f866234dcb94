import type { BaseReader, JsonObject } from '@clientele/core'
import { dayNumberIn, readOrders } from '@clientele/core/orders'
import { type CustomerHistory, historyOn } from '../histories/customer-history.ts'
import type { CustomerPeriods } from '../histories/purchase-period.ts'
import { type PeriodReader, periodReader } from '../histories/purchase-periods.ts'
import type { LtvPluginOptions } from './plugin-options.ts'

/** One contact of the base with its purchase periods. */
export interface ContactPeriods {
  readonly contactId: string
  /** `undefined`: no valid order on any date. */
  readonly customer: CustomerPeriods | undefined
  /** What the scorer found last time. */
  readonly previous: JsonObject | undefined
}

/** Streams the base as purchase periods, one contact in memory at a time. */
export async function* basePeriods(
  base: BaseReader,
  options: LtvPluginOptions<string>,
  run: {
    readonly reader?: PeriodReader | undefined
    readonly scorerId?: string | undefined
    readonly signal?: AbortSignal | undefined
  },
): AsyncGenerator<ContactPeriods, void, undefined> {
  const orders = readOrders(options.orders)
  const reader = run.reader ?? periodReader(options)
  const parts = { ...orders.parts, scores: run.scorerId !== undefined }
  for await (const bundle of base.contacts(parts, { signal: run.signal })) {
    const { contactId } = bundle.contact
    yield {
      contactId,
      customer: reader.periodsOf(contactId, orders.ordersOf(bundle)),
      previous: run.scorerId === undefined ? undefined : bundle.scores[run.scorerId],
    }
  }
}

/** How a customer's periods become a history on an instant, by the options of the plugin. */
export function historyAt(
  options: LtvPluginOptions<string>,
  at: number,
): (customer: CustomerPeriods) => CustomerHistory | undefined {
  const { timeUnit, period, basis } = options
  const cut = { day: dayNumberIn(options.zone ?? 'UTC')(at), timeUnit, period, basis }
  return (customer) => historyOn(customer, cut)
}
