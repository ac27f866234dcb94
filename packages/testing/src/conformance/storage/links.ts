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
]
