import type { BaseReader, ContactBundle, JsonObject } from '@clientele/core'
import { type OrderReader, readOrders } from '@clientele/core/orders'
import type { RfmPluginOptions } from './plugin-options.ts'
import type { PurchaseSummary } from './purchase-summary.ts'
import { summarizeOrders } from './summarize-orders.ts'

/** One contact of the base with its valid orders counted. */
export interface SummarizedContact {
  readonly contactId: string
  /** `undefined`: no valid order on the reference date. */
  readonly summary: PurchaseSummary | undefined
  /** What the scorer found last time. */
  readonly previous: JsonObject | undefined
}

/** Streams the base as purchase summaries of one date, one contact in memory at a time. */
export async function* summarizeBase(
  base: BaseReader,
  options: RfmPluginOptions<string>,
  run: {
    readonly at: number
    readonly scorerId?: string | undefined
    readonly signal?: AbortSignal | undefined
  },
): AsyncGenerator<SummarizedContact, void, undefined> {
  const reader = readOrders(options.orders)
  const summaryAt = summarizer(reader, options)
  const parts = { ...reader.parts, scores: run.scorerId !== undefined }
  for await (const bundle of base.contacts(parts, { signal: run.signal })) {
    yield {
      contactId: bundle.contact.contactId,
      summary: summaryAt(bundle, run.at),
      previous: run.scorerId === undefined ? undefined : bundle.scores[run.scorerId],
    }
  }
}

/** The same on two dates at once. */
export async function* summarizeBaseTwice(
  base: BaseReader,
  options: RfmPluginOptions<string>,
  run: { readonly from: number; readonly to: number; readonly signal?: AbortSignal | undefined },
): AsyncGenerator<readonly [PurchaseSummary | undefined, PurchaseSummary | undefined], void, undefined> {
  const reader = readOrders(options.orders)
  const summaryAt = summarizer(reader, options)
  for await (const bundle of base.contacts(reader.parts, { signal: run.signal })) {
    yield [summaryAt(bundle, run.from), summaryAt(bundle, run.to)]
  }
}

function summarizer(
  reader: OrderReader,
  options: RfmPluginOptions<string>,
): (bundle: ContactBundle, at: number) => PurchaseSummary | undefined {
  let currency: string | undefined
  return (bundle, at) => {
    const orders = reader.ordersOf(bundle)
    if (orders.length === 0) return undefined
    const found = summarizeOrders(orders, { ...options, at, firstCurrency: currency })
    currency = found.currency
    return found.summaries[0]
  }
}
