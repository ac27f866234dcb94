import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateToInstant, parseDate } from '../src/convert/date.ts'
import { multiplyDecimals, parseDecimal } from '../src/convert/decimal.ts'
import { toMinorUnits } from '../src/convert/money.ts'
import { openTable, ordersOfCsv } from '../src/index.ts'
import { folders } from './folder.ts'

const folder = folders()({})
const zone = 'Europe/Paris'
const columns = { order: 'no', contact: 'who', at: 'date', price: 'price', quantity: 'pieces' } as const

const amount = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.integer({ min: -99_999, max: 999_999 }).map((cents) => (cents / 100).toFixed(2)),
  },
  fc.constantFrom(
    '.1',
    '-.5',
    '+3',
    '0.005',
    '-0.005',
    '12.3456',
    '007',
    '1e3',
    'one',
    '',
    '-',
    '.',
    '1.2.3',
  ),
)
const pieces = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -3, max: 40 }).map(String) },
  fc.constantFrom('1.5', '0', '', 'x'),
)
const date = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .integer({ min: Date.UTC(1995, 0) / 60_000, max: Date.UTC(2030, 0) / 60_000 })
      .map((minute) => new Date(minute * 60_000).toISOString()),
  },
  fc.constantFrom(
    '2026-01-05',
    '2026-03-29 02:30:00',
    '2026-10-25T02:30',
    '2026-02-30',
    '2026-01-05 25:00',
    '',
  ),
)
const form = fc.constantFrom<(iso: string) => string>(
  (iso) => iso,
  (iso) => iso.slice(0, 19),
  (iso) => iso.slice(0, 19).replace('T', ' '),
  (iso) => iso.slice(0, 16),
  (iso) => iso.slice(0, 10),
)
const key = fc.constantFrom('1', '2', '3', 'é"4', 'a,b', '')
const line = fc.record({
  no: key,
  who: fc.constantFrom('ada', 'leo', 'Zoë, of "X"', ''),
  date: fc.tuple(date, form).map(([iso, write]) => write(iso)),
  price: amount,
  pieces,
})
type Line = typeof line extends fc.Arbitrary<infer Value> ? Value : never

/** Adds lines up by what the mapping of files reads a table, a date and money with. */
async function slowly(path: string, keepNegative: boolean) {
  const orders = new Map<string, { contactId: string; key: string; at: number; amountMinor: number }>()
  const leftOut = { anonymous: 0, negative: 0, unreadable: 0 }
  for await (const { values } of (await openTable(path)).rows()) {
    const { no = '', who = '' } = values
    if (no === '' || who === '') {
      leftOut.anonymous++
      continue
    }
    const [each, times] = [parseDecimal(values.price!, 'point'), parseDecimal(values.pieces!, 'point')]
    const minor =
      each === undefined || times === undefined
        ? undefined
        : toMinorUnits(
            // A return at a price below nothing is two minuses, and no sale.
            { ...multiplyDecimals(each, times), negative: each.negative || times.negative },
            { decimals: 2, rounding: 'half-away' },
          )
    if (minor === undefined) leftOut.unreadable++
    else if (minor <= 0 && !keepNegative) leftOut.negative++
    else {
      const order = orders.get(no)
      const at = parseDate(values.date!, ['iso'])
      if (order !== undefined) order.amountMinor += minor
      else if (at === undefined) leftOut.unreadable++
      else orders.set(no, { contactId: who, key: no, at: dateToInstant(at, zone), amountMinor: minor })
    }
  }
  return { orders: [...orders.values()], leftOut }
}

describe('the fast reading of order lines', () => {
  it('finds in every file the orders that the reading by a mapping finds', async () => {
    const quoted = (text: string): string => (/[,"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
    const row = ({ no, who, date: at, price, pieces: times }: Line): string =>
      [no, who, at, price, times].map(quoted).join(',')
    let read = 0
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 30 }), fc.boolean(), async (lines, keepNegative) => {
        const text = `no,who,date,price,pieces\n${lines.map((one) => `${row(one)}\n`).join('')}`
        const path = join(folder, 'lines.csv')
        writeFileSync(path, text)
        const { orders, leftOut } = await ordersOfCsv([new TextEncoder().encode(text)], {
          columns,
          zone,
          negativeLines: keepNegative ? 'net' : 'ignore',
        })
        expect({ orders, leftOut }).toEqual(await slowly(path, keepNegative))
        read += orders.length
      }),
      { numRuns: 300, seed: 17 },
    )
    expect(read).toBeGreaterThan(300)
  })
})
