import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import type { Order } from '@clientele/core/orders'
import { type CustomerHistory, historyOn, readPeriods, type TimeUnit } from '@clientele/scoring-ltv'

const folder = fileURLToPath(new URL('../../../shared/data/value/', import.meta.url))

/** Are the public purchase logs there? */
export const hasSharedBases: boolean = existsSync(`${folder}CDNOW_sample.txt`)

/** The CDNOW 1/10 sample at its calibration of 39 weeks, in weeks and cents. */
export function cdnowSample(): readonly CustomerHistory[] {
  const orders = readFileSync(`${folder}CDNOW_sample.txt`, 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields.length === 5)
    .map(([, id, date, , dollars]): Order => {
      const at = Date.UTC(Number(date!.slice(0, 4)), Number(date!.slice(4, 6)) - 1, Number(date!.slice(6)))
      return { contactId: id!, at, amountMinor: Math.round(Number(dollars) * 100) }
    })
  return historiesOn(orders, Date.UTC(1997, 8, 30), 'week', true)
}

/** UCI Online Retail on its last day, in days and pence. */
export function onlineRetail(): readonly CustomerHistory[] {
  const orders: Order[] = []
  const lines = gunzipSync(readFileSync(`${folder}online_retail.csv.gz`))
    .toString('utf8')
    .split('\n')
  for (const line of lines.slice(1)) {
    const fields = line.replaceAll(/"[^"]*"/g, '').split(',')
    const [invoice, , , quantity, date, price, customer] = fields
    if (!customer || invoice!.startsWith('C') || !(Number(quantity) > 0 && Number(price) > 0)) continue
    const at = Date.parse(`${date!.replace(' ', 'T')}Z`)
    orders.push({ contactId: customer, at, amountMinor: Math.round(Number(quantity) * Number(price) * 100) })
  }
  return historiesOn(orders, Date.UTC(2011, 11, 9), 'day', false)
}

function historiesOn(orders: readonly Order[], at: number, timeUnit: TimeUnit, freeOrders: boolean) {
  const day = Math.floor(at / 86_400_000)
  const { customers } = readPeriods(orders, { freeOrders })
  return customers.flatMap((customer) => historyOn(customer, { day, timeUnit }) ?? [])
}
