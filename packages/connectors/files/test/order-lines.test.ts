import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { files } from '../src/files.ts'
import { folders, pullAll } from './folder.ts'

const folderOf = folders()
const header = 'order,line_no,sku,name,quantity,price,customer\n'

/** A shop whose only export is a list of order lines. */
function shop(order: object = {}): object {
  return {
    source: 'shop',
    files: [
      {
        file: 'lines.csv',
        targets: [
          { type: 'record', sourceKey: 'customer', observedAt: { constant: '2026-01-01' }, repeats: 'skip' },
          {
            type: 'table',
            table: 'orders',
            key: 'order',
            contact: { sourceKey: 'customer' },
            observedAt: { constant: '2026-01-01' },
            columns: {
              total: { column: 'price', type: 'money', currency: 'EUR', times: 'quantity' },
              pieces: { column: 'quantity', type: 'integer' },
              first: 'sku',
            },
            sum: ['total', 'pieces'],
            ...order,
          },
        ],
      },
    ],
  }
}

function ordersOf(items: Awaited<ReturnType<typeof pullAll>>['items']): readonly unknown[] {
  return items.flatMap((item) => (item.type === 'row' ? [[item.row.key, item.row.values]] : []))
}

describe('a file of order lines', () => {
  it('becomes one order a key, priced by quantity, although the lines of an order stand apart', async () => {
    const content = `${header}A,1,p1,Pen,3,0.10,7\nB,1,p2,Ink,2,4.05,7\nA,2,p3,Pad,1,2.99,7\n`
    const { items } = await pullAll(folderOf({ 'lines.csv': content }), shop(), { batchRows: 1 })
    expect(ordersOf(items)).toEqual([
      ['A', { total: 329, pieces: 4, first: 'p1', currency: 'EUR' }],
      ['B', { total: 810, pieces: 2, first: 'p2', currency: 'EUR' }],
    ])
  })

  it('tells of a customer once for all of its lines, and again when it is told anew', async () => {
    const content = `${header}A,1,p1,Pen,1,1,7\nA,2,p2,Ink,1,1,7\nB,1,p1,Pen,1,1,8\nC,1,p1,Pen,1,1,7\n`
    const { items } = await pullAll(folderOf({ 'lines.csv': content }), shop())
    const keys = items.flatMap((item) => (item.type === 'record' ? [item.record.sourceKey] : []))
    expect(keys).toEqual(['7', '8'])
  })

  it('takes a return off: a negative quantity is a negative amount', async () => {
    const content = `${header}A,1,p1,Pen,3,1.50,7\nA,2,p1,Pen,-1,1.50,7\n`
    const { items } = await pullAll(folderOf({ 'lines.csv': content }), shop())
    expect(ordersOf(items)).toMatchObject([['A', { total: 300, pieces: 2 }]])
  })

  it('adds no part of a row that was rejected, and never adds two currencies', async () => {
    const mapping = shop({
      columns: { total: { column: 'price', type: 'money', currency: { column: 'sku' }, times: 'quantity' } },
      sum: ['total'],
    })
    const content = `${header}A,1,EUR,,1,1.00,7\nA,2,USD,,1,1.00,7\nA,3,EUR,,x,1.00,7\nA,4,EUR,,,1.00,7\n`
    const { items, rejects } = await pullAll(folderOf({ 'lines.csv': content }), mapping)
    expect(ordersOf(items)).toEqual([['A', { total: 100, currency: 'EUR' }]])
    expect(rejects.map(({ where, code }) => [where, code])).toEqual([
      ['lines.csv:3', 'mixed-currencies'],
      ['lines.csv:4', 'invalid-number'],
      ['lines.csv:5', 'missing-value'],
    ])
  })

  it('rounds the product and not the price: 0.005 twice is a cent', async () => {
    const content = `${header}A,1,p1,Pen,2,0.005,7\nB,1,p1,Pen,1,0.005,7\n`
    const { items, rejects } = await pullAll(folderOf({ 'lines.csv': content }), shop())
    expect(ordersOf(items)).toMatchObject([['A', { total: 1 }]])
    expect(rejects).toMatchObject([{ where: 'lines.csv:3', code: 'invalid-money' }])
  })

  it('is refused where a sum is of no number, or a factor of no column of the file', async () => {
    expect(() => files({ folder: 'x', mapping: shop({ sum: ['first'] }) as never })).toThrow(/`sum`/)
    const mapping = shop({
      columns: { n: { column: 'quantity', type: 'integer', times: 'qty' } },
      sum: ['n'],
    })
    await expect(pullAll(folderOf({ 'lines.csv': `${header}A,1,p,n,1,1,7\n` }), mapping)).rejects.toThrow(
      /`columns.n.times` names the column `qty`/,
    )
  })

  it('gives the same orders whatever the batches, and wherever it was cut', async () => {
    const line = fc.record({
      order: fc.constantFrom('A', 'B', 'C'),
      quantity: fc.integer({ min: -9, max: 9 }),
      cents: fc.integer({ min: 0, max: 999 }),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 12 }),
        fc.integer({ min: 1, max: 5 }),
        async (lines, rows) => {
          const content = lines.map(
            ({ order, quantity, cents }, at) =>
              `${order},${at},p,n,${quantity},${(cents / 100).toFixed(2)},7\n`,
          )
          const folder = folderOf({ 'lines.csv': header + content.join('') })
          const whole = await pullAll(folder, shop(), { batchRows: rows })
          const wanted = new Map<string, number>()
          for (const { order, quantity, cents } of lines)
            wanted.set(order, (wanted.get(order) ?? 0) + quantity * cents)
          expect(ordersOf(whole.items)).toMatchObject([...wanted].map(([key, total]) => [key, { total }]))
          for (const { checkpoint } of whole.batches.slice(0, -1)) {
            const rest = await pullAll(folder, shop(), { batchRows: rows, checkpoint })
            expect(ordersOf(rest.items)).toEqual(ordersOf(whole.items))
          }
          const done = whole.batches.at(-1)?.checkpoint
          expect((await pullAll(folder, shop(), { checkpoint: done })).items).toEqual([])
        },
      ),
      { numRuns: 60 },
    )
  })
})
