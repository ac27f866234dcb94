import { expectEqual, expectSame } from '../expectation.ts'
import { sample } from './samples.ts'
import { type StorageCase, storageCase } from './storage-case.ts'

export const rowCases: readonly StorageCase[] = [
  storageCase('rows: are kept by table and key, and put again are replaced', async (storage) => {
    const order = sample.row('orders', '1', { contactId: 'c1', recordId: 'eshop/1', at: 5000 })
    const store = sample.row('stores', '1', { values: { region: 'Rhône', open: true, tags: [] } })
    await storage.transaction(({ rows }) => rows.put([order, store]))
    await storage.transaction(async ({ rows }) => {
      expectSame(await rows.byKeys('orders', ['1', '2']), [order], 'the order')
      expectSame(await rows.byKeys('stores', ['1']), [store], 'the store')
      const newer = {
        ...order,
        values: { total: 0 },
        at: undefined,
        contactId: undefined,
        recordId: undefined,
      }
      await rows.put([newer])
      expectSame(await rows.byKeys('orders', ['1']), [newer], 'the order put again')
      expectSame(await rows.ofContacts(['c1'], ['orders']), [], 'the orders of who has it no more')
      expectEqual([await rows.count('orders'), await rows.count('nothing')], [1, 0], 'the numbers of rows')
    })
  }),

  storageCase('rows: of contacts are those of the tables asked for', async (storage) => {
    await storage.transaction(async ({ rows }) => {
      const mine = { contactId: 'c1', recordId: 'eshop/1' }
      await rows.put([
        sample.row('orders', '1', mine),
        sample.row('carts', '1', mine),
        sample.row('wishlists', '1', mine),
        sample.row('orders', '2', { contactId: 'c2', recordId: 'eshop/2' }),
        sample.row('orders', '3'),
      ])
      const found = await rows.ofContacts(['c1', 'nobody'], ['orders', 'carts', 'nothing'])
      expectSame(
        found.map(({ table, key }) => `${table} ${key}`),
        ['orders 1', 'carts 1'],
        'the rows',
      )
    })
  }),

  storageCase('rows: that follow another one are found by it, there or not', async (storage) => {
    const line = sample.row('lines', '1', { follows: 'orders/1', contactId: 'c1', recordId: 'eshop/1' })
    const other = sample.row('lines', '2', { follows: 'orders/é/2' })
    await storage.transaction(({ rows }) => rows.put([line, other, sample.row('lines', '3')]))
    await storage.transaction(async ({ rows }) => {
      expectSame(await rows.following(['orders/1', 'orders/9']), [line], 'the line of the first order')
      expectSame(await rows.following(['orders/é/2']), [other], 'the line of an order that is not there')
      expectSame(await rows.following([]), [], 'what follows nothing')
      await rows.put([{ ...line, follows: undefined }])
      expectSame(await rows.following(['orders/1']), [], 'a line that follows no more')
    })
  }),

  storageCase('rows: scan pages one table by key', async (storage) => {
    const keys = ['10', '9', 'A', 'a', 'é']
    await storage.transaction(async ({ rows }) => {
      await rows.put([...keys].reverse().map((key) => sample.row('orders', key)))
      await rows.put([sample.row('carts', '95')])
      const first = await rows.scan('orders', { limit: 3 })
      const second = await rows.scan('orders', { after: first.at(-1)!.key, limit: 3 })
      expectEqual(
        [...first, ...second].map(({ key }) => key),
        keys,
        'the keys in the order of the pages (by code point, not by locale)',
      )
    })
  }),
]
