import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadMapping } from '@clientele/connector-files'
import { type Clientele, createClientele, type ImportResult, type Storage } from '@clientele/core'
import { measureBase, renderBaseReport } from '@clientele/reports'
import { classicSegments, type RfmMatrixResult } from '@clientele/scoring-rfm'
import { virtualClock } from '@clientele/testing'
import { compose, segments, TODAY } from './compose.ts'
import { NOTHING, type Tally, tallyBy } from './tally.ts'

/** What came of the file. */
export interface OnlineRetailResult {
  readonly imported: ImportResult
  readonly contacts: number
  readonly products: number
  /** By status: `paid`, `credit_note`. */
  readonly orders: ReadonlyMap<string, Tally>
  /** By kind: `sale`, `return`, `gift`, `stock`, `accounting`. */
  readonly lines: ReadonlyMap<string, Tally>
  readonly scored: number
  /** RFM of the sales alone, as it is published of this file. */
  readonly gross: RfmMatrixResult
  readonly segments: readonly { readonly name: string; readonly members: number }[]
}

/** What the caller wants to see on the way. */
export interface Watch {
  readonly step: (title: string) => void
  readonly progress: (label: string, done: number, total: number | undefined) => void
}

/** Takes the file where it lies into a storage; the report goes to a folder. */
export async function runOnlineRetail(
  options: { readonly file: string; readonly storage: Storage; readonly report: string },
  watch: Watch,
): Promise<OnlineRetailResult> {
  const mapping = await loadMapping(join(import.meta.dirname, 'mapping.json'))
  const { file, storage } = options
  await using clientele = await createClientele(
    compose({ file, mapping, storage, clock: virtualClock(TODAY) }),
  )
  watch.step('importing: every row becomes an order line; invoices and customers are made of them')
  const imported = await clientele.connectors.pull(clientele.plugins.files.checkpointKey, {
    onProgress: ({ label, done, total }) => watch.progress(label, done, total),
  })
  watch.step('scoring by recency, frequency and money, credit notes netted')
  const scores = await clientele.scores.run('rfm')
  const gross = await clientele.plugins.gross.matrix({ at: TODAY })
  watch.step('counting what the file holds')
  const orders = await tallyBy(clientele.base, 'orders', 'status', ({ values }) => Number(values.total))
  const lines = await tallyBy(clientele.base, 'order_lines', 'kind')
  const names = new Map<string, string>()
  for await (const { key, values } of clientele.base.rows('products')) names.set(key, String(values.name))
  watch.step('measuring the base and writing the report')
  const counted = []
  for (const { id, name = id } of segments)
    counted.push({ name, members: await clientele.segments.count(id) })
  writeFileSync(options.report, renderBaseReport(await measure(clientele, names, orders, lines)))
  return {
    imported,
    contacts: await clientele.contacts.count(),
    products: names.size,
    orders,
    lines,
    scored: scores.rfm?.scored ?? 0,
    gross,
    segments: counted,
  }
}

function measure(
  clientele: Pick<Clientele, 'base'>,
  names: ReadonlyMap<string, string>,
  orders: ReadonlyMap<string, Tally>,
  lines: ReadonlyMap<string, Tally>,
): ReturnType<typeof measureBase> {
  const credit = orders.get('credit_note') ?? NOTHING
  const sale = orders.get('paid') ?? NOTHING
  const stock = lines.get('stock') ?? NOTHING
  return measureBase(clientele.base, {
    title: 'Online Retail: review of the customer base',
    locale: 'en',
    currency: 'GBP',
    timeZone: 'Europe/London',
    at: TODAY,
    months: 13,
    products: { names },
    fields: ['country'],
    distributions: ['country'],
    segments: segments.map(({ id, name = id }) => ({ id, name })),
    rfmNames: Object.fromEntries(classicSegments.segments.map(({ id, label }) => [id, label])),
    notes: [
      'UCI Online Retail, a real web shop of the United Kingdom, 2010-12-01 to 2011-12-09.',
      `Revenue is that of the invoices with a customer. ${credit.known} credit notes of these customers, ${pounds(credit.knownPence)}, name no invoice: RFM takes them off the customer's money, the months stand before them.`,
      `${sale.nobody} invoices without a customer, ${pounds(sale.pence - sale.knownPence)}, are kept and belong to nobody; ${stock.nobody + stock.known} corrections of stock are no orders.`,
    ],
  })
}

/** An amount in pounds for a reader. */
export function pounds(pence: number): string {
  const [whole = '0', rest = '00'] = (Math.abs(pence) / 100).toFixed(2).split('.')
  return `${pence < 0 ? '-' : ''}£${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${rest}`
}
