import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { files, loadMapping } from '@clientele/connector-files'
import type { Connector, TableRowInput } from '@clientele/core'
import type { Order } from '@clientele/core/orders'
import { scoreRfm, summarizeOrders } from '@clientele/scoring-rfm'
import { memory } from '@clientele/storage-memory'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mappingOf, TODAY } from './compose.ts'
import { runOnlineRetail } from './run-online-retail.ts'

const folder = join(import.meta.dirname, '../../../shared/data/value')
const file = join(folder, 'online_retail.csv.gz')
const absent = !existsSync(file)
if (absent) console.warn('SKIPPED: ../shared/data/value is absent, so Online Retail was not tried')
const own = mkdtempSync(join(tmpdir(), 'clientele-online-retail-'))
afterAll(() => rmSync(own, { recursive: true, force: true }))

describe.skipIf(absent)('the whole Online Retail file, under the mapping', () => {
  const lines = new Map<string, number>()
  const orders: Order[] = []
  const customers = new Set<string>()
  let rejects = 0
  let published: Published

  beforeAll(async () => {
    published = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')).rfm.online_retail
    for await (const { items, rejects: bad } of (await connectorOf(file)).pull({
      checkpoint: undefined,
      signal: new AbortController().signal,
    })) {
      rejects += bad.length
      for (const item of items) {
        if (item.type === 'record') customers.add(item.record.sourceKey)
        if (item.type !== 'row') continue
        const { table, values } = item.row
        if (table === 'orders') orders.push(orderOf(item.row))
        if (table !== 'order_lines') continue
        const kind = `${values.kind}${item.row.contact === undefined ? ' of nobody' : ''}`
        lines.set(kind, (lines.get(kind) ?? 0) + 1)
      }
    }
  }, 240_000)

  it('accounts for every row: sold, returned, given, put right, with and without a customer', () => {
    expect(rejects).toBe(0)
    expect([...lines.values()].reduce((sum, count) => sum + count, 0)).toBe(541_909)
    expect(customers.size).toBe(4_372)
    expect(lines.get('sale')).toBe(published.lines)
    expect(Object.fromEntries(lines)).toMatchObject({ return: 8_905, 'return of nobody': 383, gift: 40 })
  })

  it('gives the published customers, invoices and revenue', () => {
    const sales = orders.filter(({ contactId, status }) => contactId !== '' && status === 'paid')
    expect(sales).toHaveLength(published.invoices)
    expect(new Set(sales.map(({ contactId }) => contactId)).size).toBe(published.customers)
    expect(sales.reduce((sum, { amountMinor }) => sum + amountMinor, 0) / 100).toBeCloseTo(
      published.revenue,
      2,
    )
  })

  it('gives the published thresholds and sizes of RFM', () => {
    const known = orders.filter(({ contactId }) => contactId !== '')
    const { summaries } = summarizeOrders(known, { at: TODAY, paidStatuses: ['paid'] })
    const run = scoreRfm(summaries, { at: TODAY })
    if (run.status !== 'scored') throw new Error(run.reason)
    const { thresholds } = published.r_rfm_quantile_plus_1
    const { recencyDays, orders: frequency, revenueMinor } = run.model.cuts
    // The rfm package of R puts its thresholds one above the quantile.
    for (const [at, want] of thresholds.R.entries()) expect((recencyDays[at] ?? 0) + 1).toBeCloseTo(want, 6)
    for (const [at, want] of thresholds.F.entries()) expect((frequency[at] ?? 0) + 1).toBeCloseTo(want, 6)
    // Amounts are whole pence here; the file has four prices of a tenth of a penny.
    for (const [at, want] of thresholds.M.entries())
      expect((revenueMinor[at] ?? 0) / 100 + 1).toBeCloseTo(want, 2)
  })

  it('takes credit notes off the money of their customers, and off nobody else', () => {
    const notes = orders.filter(({ contactId, status }) => contactId !== '' && status === 'credit_note')
    expect(notes.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(-61_134_209)
    const known = orders.filter(({ contactId }) => contactId !== '')
    const { summaries } = summarizeOrders(known, {
      at: TODAY,
      paidStatuses: ['paid', 'credit_note'],
      negativeRows: 'net',
    })
    expect(summaries).toHaveLength(published.customers)
    const net = summaries.reduce((sum, { revenueMinor }) => sum + revenueMinor, 0)
    const ofBuyers = new Set(summaries.map(({ contactId }) => contactId))
    const credited = notes.filter(({ contactId }) => ofBuyers.has(contactId))
    expect(net).toBe(891_140_790 + credited.reduce((sum, { amountMinor }) => sum + amountMinor, 0))
  })
})

describe.skipIf(absent)('the first 30,000 rows of Online Retail, through the base', () => {
  it('become contacts, orders, scores and a report that name what has no customer', async () => {
    const rows = gunzipSync(readFileSync(file)).toString('utf8').split('\n').slice(0, 30_001)
    const slice = join(own, 'slice.csv')
    writeFileSync(slice, `${rows.join('\n')}\n`)
    const report = join(own, 'report.html')
    const result = await runOnlineRetail(
      { file: slice, storage: memory(), report },
      { step: () => {}, progress: () => {} },
    )
    const wanted = countSlice(rows.slice(1))
    expect(result.imported).toMatchObject({ rejectedRows: 0, deadLettered: 0 })
    expect(result.contacts).toBe(wanted.customers)
    expect(result.orders.get('paid')).toMatchObject({ known: wanted.invoices, knownPence: wanted.pence })
    expect(result.lines.get('sale')).toMatchObject({ known: wanted.lines, nobody: wanted.nobody })
    expect(result.scored).toBe(wanted.buyers)
    expect(result.gross).toMatchObject({ status: 'scored', matrix: { revenueMinor: wanted.pence } })
    const page = readFileSync(report, 'utf8')
    expect(page).toContain('without a customer')
    expect(page).toContain('Champions')
  }, 240_000)
})

interface Published {
  readonly customers: number
  readonly lines: number
  readonly invoices: number
  readonly revenue: number
  readonly r_rfm_quantile_plus_1: {
    readonly thresholds: {
      readonly R: readonly number[]
      readonly F: readonly number[]
      readonly M: readonly number[]
    }
  }
}

/** The connector as the base would get it, without a base: half a million rows in seconds. */
async function connectorOf(path: string): Promise<Connector> {
  const mapping = mappingOf(await loadMapping(join(import.meta.dirname, 'mapping.json')), path)
  const registered: Connector[] = []
  const context = { registerConnector: (connector: Connector) => registered.push(connector) }
  await files({ folder: dirname(path), mapping, batchRows: 5000 }).setup?.(context as never)
  return registered[0] as Connector
}

function orderOf({ contact, values }: TableRowInput): Order {
  return {
    contactId: contact !== undefined && 'sourceKey' in contact ? contact.sourceKey : '',
    at: Number(values.placed_at),
    amountMinor: Number(values.total),
    status: String(values.status),
    currency: String(values.currency),
  }
}

/** Counted without the mapping: only the description is ever quoted, so fields are counted from the end. */
function countSlice(rows: readonly string[]) {
  const invoices = new Set<string>()
  const buyers = new Set<string>()
  const customers = new Set<string>()
  let lines = 0
  let nobody = 0
  let pence = 0
  for (const row of rows) {
    const fields = row.trimEnd().split(',')
    const invoice = fields[0] ?? ''
    const [quantity, , price, customer] = fields.slice(-5) as [string, string, string, string]
    if (customer !== '') customers.add(customer)
    if (/^[AC]/.test(invoice) || Number(quantity) <= 0 || Number(price) === 0) continue
    if (customer === '') {
      nobody++
      continue
    }
    lines++
    invoices.add(invoice)
    buyers.add(customer)
    pence += Math.round(Number(quantity) * Number(price) * 100)
  }
  return { customers: customers.size, buyers: buyers.size, invoices: invoices.size, lines, nobody, pence }
}
