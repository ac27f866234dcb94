import type { Storage } from '@clientele/core'
import { expectEqual, expectSame } from '../expectation.ts'
import { sample } from './samples.ts'
import { fillBase } from './small-base.ts'
import { type StorageCase, storageCase } from './storage-case.ts'

/** The small base, with `c1` absorbed by `c2` as a merge does it. */
async function merged(storage: Storage): Promise<void> {
  await storage.transaction(fillBase)
  await storage.transaction(async ({ records, runs, contacts }) => {
    await records.reassign([{ recordId: 'eshop/1', contactId: 'c2' }])
    await runs.put([sample.run('run1', 'c1', { state: 'ended', endedAt: 2000, endReason: 'merged' })])
    await contacts.absorb([{ from: 'c1', to: 'c2', at: 2000 }])
  })
}

export const mergingCases: readonly StorageCase[] = [
  storageCase('absorb: ends the contact and leaves its id standing for the survivor', async (storage) => {
    await merged(storage)
    await storage.transaction(async ({ contacts }) => {
      expectEqual((await contacts.byIds(['c1'])).length, 0, 'the number of ended contacts found')
      expectEqual(await contacts.count(), 2, 'the number of contacts')
      expectEqual(
        await contacts.resolve(['c1', 'c2']),
        new Map([
          ['c1', 'c2'],
          ['c2', 'c2'],
        ]),
        'what the ids stand for',
      )
    })
  }),

  storageCase(
    'absorb: gives membership history, messages and ended runs to the survivor',
    async (storage) => {
      await merged(storage)
      await storage.transaction(async ({ memberships, messages, runs }) => {
        expectSame(
          await memberships.changesOf(['c1', 'c2']),
          [sample.change('c2', 'active', 1000, true), sample.change('c2', 'active', 1000, true)],
          'the history, with the dated entries of both',
        )
        expectSame(
          await memberships.membersAt('active', 5000, { limit: 9 }),
          ['c2', 'c3'],
          'the members then',
        )
        expectSame(
          (await messages.ofContacts(['c1', 'c2'])).map(({ messageKey, contactId }) => [
            messageKey,
            contactId,
          ]),
          [
            ['k1', 'c2'],
            ['k2', 'c2'],
          ],
          'the messages',
        )
        expectSame(
          (await runs.ofContacts(['c1', 'c2'])).map(({ runId, contactId }) => [runId, contactId]),
          [
            ['run1', 'c2'],
            ['ended1', 'c2'],
            ['run2', 'c2'],
            ['ended2', 'c2'],
          ],
          'the runs',
        )
      })
    },
  ),

  storageCase(
    'absorb: drops the memberships, scores and traits of the contact that ends, not the survivor’s',
    async (storage) => {
      await merged(storage)
      await storage.transaction(async ({ memberships, scores, traits }) => {
        const left = await memberships.ofContacts(['c1', 'c2'])
        expectSame(
          left.map(({ contactId }) => contactId),
          ['c2'],
          'whose memberships are left',
        )
        expectEqual(await memberships.members('active', { limit: 9 }), ['c2', 'c3'], 'the members')
        expectEqual(await memberships.due(9000, 9), ['c2', 'c3'], 'the contacts due')
        const valued = await traits.ofContacts(['c1', 'c2'])
        expectSame(
          valued.map(({ contactId }) => contactId),
          ['c2'],
          'whose values of traits are left',
        )
        expectSame(
          await traits.changesOf(['c1', 'c2']),
          [sample.traitChange('c2', 'spent', 1000, 1)],
          'the history of the survivor alone',
        )
        const scored = await scores.latestOf(['c1', 'c2'])
        expectSame(
          scored.map(({ contactId }) => contactId),
          ['c2'],
          'whose scores are left',
        )
      })
    },
  ),

  storageCase(
    'absorb: aliases that pointed to the contact point on, through any number of merges',
    async (storage) => {
      await storage.transaction(async ({ contacts }) => {
        const ids = ['c1', 'c2', 'c3', 'c4', 'c5']
        await contacts.put(ids.map((id) => sample.contact(id)))
        await contacts.absorb([{ from: 'c1', to: 'c2', at: 1 }])
        await contacts.absorb([{ from: 'c2', to: 'c3', at: 2 }])
        await contacts.absorb([
          { from: 'c3', to: 'c5', at: 3 },
          { from: 'c4', to: 'c5', at: 3 },
        ])
        expectEqual(
          await contacts.resolve(ids),
          new Map(ids.map((id) => [id, 'c5'])),
          'what the ids stand for',
        )
        expectSame(await contacts.aliasesOf(['c5']), ['c1', 'c2', 'c3', 'c4'], 'the ids of the last')
        expectSame(await contacts.aliasesOf(['c2', 'nobody']), [], 'the ids of one that ended, or never was')
      })
    },
  ),

  storageCase(
    'absorb: an id that a split gave back stands for itself again, and may be absorbed again',
    async (storage) => {
      await storage.transaction(async ({ contacts }) => {
        await contacts.put([sample.contact('c1'), sample.contact('c2'), sample.contact('c3')])
        await contacts.absorb([{ from: 'c1', to: 'c2', at: 1 }])
        await contacts.put([sample.contact('c1')])
        expectEqual(await contacts.resolve(['c1']), new Map([['c1', 'c1']]), 'what the live id stands for')
        expectSame(await contacts.aliasesOf(['c2']), [], 'the ids of the contact that it left')
        await contacts.absorb([{ from: 'c1', to: 'c3', at: 2 }])
        expectEqual(await contacts.resolve(['c1']), new Map([['c1', 'c3']]), 'what the id stands for')
      })
    },
  ),

  storageCase('absorb: a message settled after the merge stays with the survivor', async (storage) => {
    await storage.transaction(fillBase)
    const [claimed] = await storage.transaction(({ messages }) => messages.claim(1000, 1, 9000))
    expectEqual(claimed?.messageKey, 'k1', 'the message claimed first')
    await storage.transaction(async ({ records, runs, contacts }) => {
      await records.reassign([{ recordId: 'eshop/1', contactId: 'c2' }])
      await runs.put([sample.run('run1', 'c1', { state: 'ended', endedAt: 2000, endReason: 'merged' })])
      await contacts.absorb([{ from: 'c1', to: 'c2', at: 2000 }])
    })
    await storage.transaction(async ({ messages }) => {
      const written = await messages.settle([{ ...claimed!, state: 'sent', settledAt: 3000 }])
      expectEqual(written, ['k1'], 'the messages settled')
      const [settled] = await messages.byKeys(['k1'])
      expectEqual([settled?.contactId, settled?.state], ['c2', 'sent'], 'the contact and the state')
    })
  }),
]
