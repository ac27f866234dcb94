import { expectEqual, expectSame } from '../expectation.ts'
import { sample } from './samples.ts'
import { type StorageCase, storageCase } from './storage-case.ts'

export const traitCases: readonly StorageCase[] = [
  storageCase(
    'traits: values are kept by contact and trait, of any JSON, and put again are replaced',
    async (storage) => {
      const values = [0, -1.5, 'Lyon “été” \u0000', true, null, ['b', 'a'], { minor: 5990 }].map(
        (value, place) => sample.trait('c1', `t${place}`, { value }),
      )
      await storage.transaction(async ({ traits }) => {
        await traits.put([...values, sample.trait('c2', 't0')])
        expectSame(await traits.ofContacts(['c1', 'nobody']), values, 'the values')
        const renewed = sample.trait('c1', 't0', { value: 7, since: 5000, definitionVersion: 2 })
        await traits.put([renewed])
        expectSame(
          await traits.ofContacts(['c1']),
          [renewed, ...values.slice(1)],
          'the values after a change',
        )
        expectEqual(await traits.nextDue(), undefined, 'the next instant due')
      })
    },
  ),

  storageCase(
    'traits: due are the contacts whose instant has come, each once, earliest first',
    async (storage) => {
      await storage.transaction(async ({ traits }) => {
        await traits.put([
          sample.trait('c1', 'spent', { validUntil: 3000 }),
          sample.trait('c1', 'orders', { validUntil: 1000 }),
          sample.trait('c2', 'spent', { validUntil: 2000 }),
          sample.trait('c3', 'spent', { validUntil: 4001 }),
          sample.trait('c4', 'spent'),
        ])
        expectEqual(await traits.due(4000, 10), ['c1', 'c2'], 'the contacts due')
        expectEqual(await traits.due(4000, 1), ['c1'], 'the first contact due')
        expectEqual(await traits.due(1000, 10), ['c1'], 'the contacts due at the very instant')
        expectEqual(await traits.due(999, 10), [], 'the contacts due before')
        expectEqual(await traits.nextDue(), 1000, 'the next instant due')
      })
    },
  ),

  storageCase(
    'traits: the history is in the order of time, and of appending at one instant',
    async (storage) => {
      await storage.transaction(({ traits }) =>
        traits.appendChanges([
          sample.traitChange('c1', 'spent', 3000, 3),
          sample.traitChange('c1', 'spent', 1000, 1),
          sample.traitChange('c2', 'spent', 500, null),
        ]),
      )
      await storage.transaction(async ({ traits }) => {
        await traits.appendChanges([sample.traitChange('c1', 'spent', 1000, 2)])
        expectEqual(
          (await traits.changesOf(['c1'])).map(({ at, value }) => [at, value]),
          [
            [1000, 1],
            [1000, 2],
            [3000, 3],
          ],
          'the history',
        )
        expectSame(
          await traits.changesOf(['c2', 'nobody']),
          [sample.traitChange('c2', 'spent', 500, null)],
          'the history of another',
        )
      })
    },
  ),

  storageCase('traits: drop forgets the values of a trait and keeps its history', async (storage) => {
    await storage.transaction(async ({ traits }) => {
      await traits.put([sample.trait('c1', 'spent', { validUntil: 1000 }), sample.trait('c1', 'orders')])
      await traits.appendChanges([sample.traitChange('c1', 'spent', 1000, 1)])
      await traits.drop('spent')
      expectSame(await traits.ofContacts(['c1']), [sample.trait('c1', 'orders')], 'the values left')
      expectEqual(await traits.nextDue(), undefined, 'the next instant due')
      expectSame(await traits.changesOf(['c1']), [sample.traitChange('c1', 'spent', 1000, 1)], 'the history')
    })
  }),
]
