import { expectEqual, expectSame } from '../expectation.ts'
import { sample } from './samples.ts'
import { type StorageCase, storageCase } from './storage-case.ts'

export const contactCases: readonly StorageCase[] = [
  storageCase('contacts: come back as they were put, and put again are replaced', async (storage) => {
    const full = sample.contact('c1', {
      fields: {
        city: { value: 'Saint-Étienne', recordId: 'eshop/1', rule: 'mostRecent', at: 1 },
        tags: { value: ['a', "it's", '日本語 🎁'], recordId: 'eshop/1', rule: 'union', at: 2 },
        nothing: { value: null, recordId: 'eshop/1', rule: 'mostRecent', at: 3 },
      },
      lastSeenAt: 1_700_000_000_123,
    })
    await storage.transaction(({ contacts }) => contacts.put([full, sample.contact('c2')]))
    await storage.transaction(async ({ contacts }) => {
      expectSame(await contacts.byIds(['c1', 'c2', 'nobody']), [full, sample.contact('c2')], 'the contacts')
      const newer = { ...full, fields: {}, version: 2, lastSeenAt: undefined }
      await contacts.put([newer])
      expectSame(await contacts.byIds(['c1']), [newer], 'the contact put again')
      expectEqual(await contacts.count(), 2, 'the number of contacts')
    })
  }),

  storageCase('contacts: touch sets the version and the last instant alone', async (storage) => {
    await storage.transaction(async ({ contacts }) => {
      await contacts.put([sample.contact('c1'), sample.contact('c2', { lastSeenAt: 5 })])
      await contacts.touch([
        { contactId: 'c1', version: 7, lastSeenAt: 123 },
        { contactId: 'c2', version: 8, lastSeenAt: undefined },
        { contactId: 'nobody', version: 9, lastSeenAt: 1 },
      ])
      expectSame(
        await contacts.scan({ limit: 10 }),
        [
          sample.contact('c1', { version: 7, lastSeenAt: 123 }),
          sample.contact('c2', { version: 8, lastSeenAt: undefined }),
        ],
        'the contacts after the touch',
      )
    })
  }),

  storageCase('contacts: scan pages by id, each once', async (storage) => {
    const ids = ['C1', 'c10', 'c2', 'ç', '日', '！', '🎁']
    await storage.transaction(async ({ contacts }) => {
      await contacts.put([...ids].reverse().map((id) => sample.contact(id)))
      const first = await contacts.scan({ limit: 2 })
      const second = await contacts.scan({ after: first.at(-1)!.contactId, limit: 2 })
      const third = await contacts.scan({ after: second.at(-1)!.contactId, limit: 4 })
      const seen = [...first, ...second, ...third].map(({ contactId }) => contactId)
      expectEqual(seen, ids, 'the ids in the order of the pages (by code point, not by locale)')
    })
  }),

  storageCase(
    'contacts: resolve answers the id itself when it is live, and nothing for an unknown one',
    async (storage) => {
      await storage.transaction(async ({ contacts }) => {
        await contacts.put([sample.contact('c1')])
        expectEqual(
          await contacts.resolve(['c1', 'nobody']),
          new Map([['c1', 'c1']]),
          'what the ids stand for',
        )
      })
    },
  ),
]
