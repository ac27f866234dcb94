import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import type { Order } from '@clientele/core/orders'

const folder = fileURLToPath(new URL('../../../../../shared/data/value/', import.meta.url))

/** Is the folder of public data there? Says so on the console when it is not. */
export const hasSharedData: boolean = existsSync(`${folder}expected.json`)
if (!hasSharedData) console.warn(`SKIPPED: figures of the papers, because ${folder} is absent.`)

/** The expected figures, as they stand. */
export function expectedFigures<Figures>(): Figures {
  return JSON.parse(readFileSync(`${folder}expected.json`, 'utf8')) as Figures
}

/** The CDNOW 1/10 sample as orders; the contact ids are the sample's own, four digits. */
export function cdnowOrders(): readonly Order[] {
  const lines = readFileSync(`${folder}CDNOW_sample.txt`, 'utf8').split('\n')
  return lines
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields.length === 5)
    .map(([, id, date, , dollars]) => ({
      contactId: id!,
      at: Date.UTC(Number(date!.slice(0, 4)), Number(date!.slice(4, 6)) - 1, Number(date!.slice(6)), 12),
      amountMinor: Math.round(Number(dollars) * 100),
    }))
}

/** Online Retail as one order per invoice; amounts in hundredths of a penny, because lines are rounded to it. */
export function onlineRetailOrders(): readonly Order[] {
  const text = gunzipSync(readFileSync(`${folder}online_retail.csv.gz`)).toString('utf8')
  const invoices = new Map<string, Order>()
  for (const line of text.split('\n').slice(1)) {
    const fields = splitLine(line)
    const [invoice, , , quantity, date, price, customer] = fields
    if (invoice === undefined || invoice.startsWith('C') || !customer) continue
    if (!(Number(quantity) > 0) || !(Number(price) > 0)) continue
    const known = invoices.get(invoice)
    const amount = Math.round(Number(quantity) * Number(price) * 1e4)
    invoices.set(invoice, {
      contactId: customer,
      at: Date.parse(`${date!.replace(' ', 'T')}Z`),
      amountMinor: amount + (known?.amountMinor ?? 0),
    })
  }
  return [...invoices.values()]
}

function splitLine(line: string): readonly string[] {
  if (!line.includes('"')) return line.split(',')
  return [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map((match) => match[1]!.replaceAll('"', ''))
}
