import { parseInstant } from '@clientele/core'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CsvOrderOptions } from './csv-orders.ts'
import { csvRows } from './csv-rows.ts'
import { ordersOfCsv } from './orders-of-csv.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const columns = { order: 'no', contact: 'who', at: 'date', price: 'price', quantity: 'pieces' } as const
const read = (text: string, options: Partial<CsvOrderOptions> = {}) =>
  ordersOfCsv([bytes(text)], { columns, ...options })
const HEAD = 'no,what,pieces,date,price,who\n'

describe('rows of a CSV', () => {
  const rowsOf = (chunks: readonly Uint8Array[], delimiter = ','): readonly (readonly string[])[] => {
    const rows: string[][] = []
    const decoder = new TextDecoder()
    const reader = csvRows(delimiter.charCodeAt(0), (row, starts, ends, fields) => {
      rows.push(
        Array.from({ length: fields }, (_, i) =>
          decoder.decode(row.subarray(starts[i], ends[i])).replaceAll('""', '"'),
        ),
      )
    })
    for (const chunk of chunks) reader.push(chunk)
    reader.end()
    return rows
  }

  it('are what was written, whatever is in them and wherever the bytes are cut', () => {
    const field = fc.string({
      unit: fc.constantFrom('a', 'é', ',', '"', '\n', '\r\n', ' ', '1'),
      maxLength: 6,
    })
    const table = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { maxLength: 5 })
    const cuts = fc.array(fc.nat({ max: 200 }), { maxLength: 6 })
    fc.assert(
      fc.property(
        table,
        cuts,
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        (rows, places, lineEnd, closed) => {
          const quoted = (text: string) => (/[,"\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
          const text = rows.map((row) => row.map(quoted).join(',')).join(lineEnd) + (closed ? lineEnd : '')
          const whole = bytes(text)
          const chunks: Uint8Array[] = []
          let from = 0
          for (const place of [...places.sort((a, b) => a - b), whole.length]) {
            chunks.push(whole.slice(from, Math.min(place, whole.length)))
            from = Math.max(from, Math.min(place, whole.length))
          }
          expect(rowsOf(chunks)).toEqual(rows)
        },
      ),
    )
  })

  it('may have another delimiter, blank lines between them and quotes inside a field', () => {
    expect(rowsOf([bytes('a;b\n\n\r\n5" x;,\n;\n')], ';')).toEqual([
      ['a', 'b'],
      ['5" x', ','],
      ['', ''],
    ])
  })

  it('are refused where a quote is never closed, and where one is larger than a MiB', () => {
    const broken = expect.objectContaining({ code: 'INVALID_INPUT' })
    expect(() => rowsOf([bytes('a,"b\nc,d\n')])).toThrowError(broken)
    expect(() => rowsOf([bytes(`a,"${'x'.repeat(1_100_000)}`)])).toThrowError(broken)
  })
})

describe('orders of a CSV of lines', () => {
  it('are their lines added up, in whole minor units', async () => {
    const { orders, lines, leftOut } = await read(
      `${HEAD}1,"tea, green",3,2026-01-05 10:00:00,2.55,ada\n1,milk,1,2026-01-05 10:00:00,.1,ada\n2,tea,1,2026-01-06,19.9,leo\n`,
    )
    expect(orders).toEqual([
      { contactId: 'ada', key: '1', at: Date.UTC(2026, 0, 5, 10), amountMinor: 775 },
      { contactId: 'leo', key: '2', at: Date.UTC(2026, 0, 6), amountMinor: 1990 },
    ])
    expect([lines, leftOut]).toEqual([3, { anonymous: 0, negative: 0, unreadable: 0 }])
  })

  it('are the same whether or not the lines of one follow each other', async () => {
    const line = fc.record({ no: fc.constantFrom('1', '2', '3'), pieces: fc.integer({ min: 1, max: 9 }) })
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 12 }), async (list) => {
        const text = HEAD + list.map(({ no, pieces }) => `${no},x,${pieces},2026-01-05,1.1,c${no}\n`).join('')
        const { orders } = await read(text)
        for (const order of orders) {
          const pieces = list.filter(({ no }) => no === order.key).reduce((sum, one) => sum + one.pieces, 0)
          expect(order).toMatchObject({ contactId: `c${order.key}`, amountMinor: 110 * pieces })
        }
        expect(orders).toHaveLength(new Set(list.map(({ no }) => no)).size)
      }),
      { numRuns: 50 },
    )
  })

  it('leave out, and count, lines of nobody, of nothing and those that cannot be read', async () => {
    const { orders, leftOut } = await read(
      `${HEAD}1,x,1,2026-01-05,1,\n,x,1,2026-01-05,1,ada\n2,x,-1,2026-01-05,1,ada\n2,x,1,2026-01-05,0,ada\n3,x,1,2026-02-30,1,ada\n3,x,one,2026-01-05,1,ada\n3,x,1\n4,x,1,2026-01-05,1e3,ada\n`,
    )
    expect(orders).toEqual([])
    expect(leftOut).toEqual({ anonymous: 2, negative: 2, unreadable: 4 })
  })

  it('are credit notes where negative lines are netted; two minuses make no sale', async () => {
    const text = `${HEAD}1,x,-2,2026-01-05,3,ada\n2,x,5,2026-01-05,3,ada\n2,x,-1,2026-01-05,3,ada\n3,x,-1,2026-01-05,-3,ada\n`
    const { orders } = await read(text, { negativeLines: 'net' })
    expect(orders.map(({ amountMinor }) => amountMinor)).toEqual([-600, 1200, -300])
  })

  it('say status, currency and channel, and are cancelled where the host says so', async () => {
    const { orders } = await ordersOfCsv(
      [
        bytes(
          'no;who;date;total;state;money;via\nC1;ada;2026-01-05;5;paid;EUR;web\n2;ada;2026-01-05;5;shipped;EUR;"the ""shop"""\n',
        ),
      ],
      {
        columns: {
          order: 'no',
          contact: 'who',
          at: 'date',
          price: 'total',
          status: 'state',
          currency: 'money',
          channel: 'via',
        },
        delimiter: ';',
        isCancelled: (key) => key.startsWith('C'),
      },
    )
    expect(orders).toMatchObject([
      { status: 'cancelled', currency: 'EUR', channel: 'web', amountMinor: 500 },
      { status: 'shipped', channel: 'the "shop"' },
    ])
  })

  it('round what is finer than a minor unit once per line, half away from zero', async () => {
    const text = `${HEAD}1,x,1,2026-01-05,0.005,ada\n2,x,3,2026-01-05,0.333,ada\n3,x,1.5,2026-01-05,2.01,ada\n`
    expect((await read(text)).orders.map(({ amountMinor }) => amountMinor)).toEqual([1, 100, 302])
    expect((await read(text, { decimals: 3 })).orders.map(({ amountMinor }) => amountMinor)).toEqual([
      5, 999, 3015,
    ])
  })

  it('have dates of the zone where these do not say theirs', async () => {
    const { orders } = await read(`${HEAD}1,x,1,2026-01-05 00:30,1,ada\n2,x,1,2026-01-05T00:30Z,1,ada\n`, {
      zone: 'Europe/Paris',
    })
    expect(orders.map(({ at }) => at)).toEqual([Date.UTC(2026, 0, 4, 23, 30), Date.UTC(2026, 0, 5, 0, 30)])
  })

  it('have the dates that ISO 8601 says, in whatever form they are written', async () => {
    const dates = fc.date({
      min: new Date('1900-01-01T00:00:00Z'),
      max: new Date('2099-12-31T23:59:59Z'),
      noInvalidDate: true,
    })
    await fc.assert(
      fc.asyncProperty(dates, fc.constantFrom('UTC', 'Europe/Paris'), async (date, zone) => {
        const iso = new Date(Math.floor(date.getTime() / 1000) * 1000).toISOString().slice(0, 19)
        const forms = [iso, iso.replace('T', ' '), `${iso}.000`, iso.slice(0, 16)]
        const text = HEAD + forms.map((form, no) => `${no},x,1,${form},1,ada\n`).join('')
        const ats = (await read(text, { zone })).orders.map(({ at }) => at)
        expect(ats).toEqual(forms.map((form) => parseInstant(form, zone)))
      }),
      { numRuns: 60 },
    )
    const wrong = ['2026-13-01 00:00:00', '2026-02-29 00:00:00', '2026-01-01 24:00:00', '2026-01-01 00:6a:00']
    const { leftOut } = await read(HEAD + wrong.map((date, no) => `${no},x,1,${date},1,ada\n`).join(''))
    expect(leftOut.unreadable).toBe(wrong.length)
  })

  it('are read after a byte-order mark, with quoted names or not', async () => {
    for (const first of ['\uFEFFno', '\uFEFF"no"', '"no"']) {
      const text = `${first},what,pieces,date,price,who\n1,x,1,2026-01-05,1,ada\n`
      expect((await read(text)).orders).toMatchObject([{ key: '1', amountMinor: 100 }])
    }
  })

  it('are refused where a column is not there, or the zone is none', async () => {
    await expect(read('a,b\n1,2\n')).rejects.toMatchObject({ code: 'INVALID_OPTIONS' })
    await expect(read(HEAD, { zone: 'Paris' })).rejects.toMatchObject({ code: 'INVALID_OPTIONS' })
    expect((await read(HEAD)).orders).toEqual([])
  })
})
