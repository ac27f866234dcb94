import { expectSame } from '../expectation.ts'
import { sample } from './samples.ts'
import { type StorageCase, storageCase } from './storage-case.ts'

export const linkCases: readonly StorageCase[] = [
  storageCase(
    'links: are found by either record, and there is one of each kind for a pair',
    async (storage) => {
      const must = sample.link('must', 'eshop/1', 'till/1')
      const probable = sample.link('probable', 'eshop/1', 'till/1', { weight: -3.5 })
      const cannot = sample.link('cannot', 'eshop/2', 'till/1')
      await storage.transaction(async ({ links }) => {
        await links.put([must, probable, cannot])
        expectSame(await links.ofRecords(['eshop/1']), [must, probable], 'the links of the first record')
        expectSame(
          await links.ofRecords(['till/1']),
          [must, probable, cannot],
          'the links of the second record',
        )
        expectSame(await links.ofRecords(['eshop/1', 'till/1']), [must, probable, cannot], 'each link once')
        const newer = { ...probable, weight: 20, reason: 'same phone' }
        await links.put([newer])
        expectSame(await links.ofRecords(['eshop/1']), [must, newer], 'the links after one was put again')
      })
    },
  ),

  storageCase('links: remove takes out the kind and pair given, and no other', async (storage) => {
    const must = sample.link('must', 'eshop/1', 'till/1')
    const cannot = sample.link('cannot', 'eshop/1', 'till/1')
    await storage.transaction(async ({ links }) => {
      await links.put([must, cannot])
      await links.remove([
        { kind: 'must', a: 'eshop/1', b: 'till/1' },
        { kind: 'must', a: 'eshop/1', b: 'nobody/1' },
      ])
      expectSame(await links.ofRecords(['eshop/1']), [cannot], 'the links left')
    })
  }),

  storageCase(
    'links: a key is found by itself and by its record, is no link of the record, and goes with it',
    async (storage) => {
      await storage.transaction(async ({ links, records, contacts }) => {
        await contacts.put([sample.contact('c1'), sample.contact('c2')])
        await records.put([
          sample.record('eshop/1', 'c1'),
          sample.record('eshop/2', 'c1'),
          sample.record('till/1', 'c2'),
        ])
        const probable = sample.link('probable', 'eshop/1', 'eshop/2', { weight: 9 })
        await links.put([
          probable,
          sample.link('key', '#1.0.z', 'eshop/1'),
          sample.link('key', '#1.0.z', 'till/1'),
          sample.link('key', '#1.1.q', 'eshop/1'),
          sample.link('key', '#1.0.z', 'eshop/2'),
        ])
        const keys = async (recordIds: readonly string[]): Promise<readonly string[]> =>
          (await links.keysOf(recordIds)).map(({ key, recordId }) => `${key} ${recordId}`)
        const under = async (...asked: readonly string[]): Promise<readonly string[]> =>
          (await links.filedUnder(asked)).map(({ key, recordId }) => `${key} ${recordId}`)
        expectSame(
          await keys(['eshop/1', 'nobody/1']),
          ['#1.0.z eshop/1', '#1.1.q eshop/1'],
          'the keys of a record',
        )
        expectSame(
          await under('#1.0.z', '#9.9.9'),
          ['#1.0.z eshop/1', '#1.0.z eshop/2', '#1.0.z till/1'],
          'the records under a key',
        )
        expectSame(await links.ofRecords(['eshop/1']), [probable], 'the links of a record with keys')
        await links.remove([{ kind: 'key', a: '#1.1.q', b: 'eshop/1' }])
        expectSame(await keys(['eshop/1']), ['#1.0.z eshop/1'], 'the keys left')
        await records.remove(['eshop/2'])
        expectSame(await under('#1.0.z'), ['#1.0.z eshop/1', '#1.0.z till/1'], 'the keys after a record went')
        await contacts.erase(['c1'])
        expectSame(await under('#1.0.z'), ['#1.0.z till/1'], 'the keys after an erasure')
        expectSame(await links.ofRecords(['eshop/1']), [], 'the links after an erasure')
      })
    },
  ),
]
