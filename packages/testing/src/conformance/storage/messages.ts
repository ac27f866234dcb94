import type { MessageIntent } from '@clientele/core'
import { expectEqual, expectSame, expectTrue } from '../expectation.ts'
import { sample } from './samples.ts'
import { type StorageCase, storageCase } from './storage-case.ts'

export const messageCases: readonly StorageCase[] = [
  storageCase('messages: insertNew leaves an intent that is there as it is', async (storage) => {
    const first = sample.message('k1', 'c1', {
      state: 'sent',
      providerId: 'p1',
      settledAt: 2000,
      attempts: 1,
    })
    await storage.transaction(({ messages }) => messages.insertNew([first]))
    await storage.transaction(async ({ messages }) => {
      const other = sample.message('k2', 'c2', { class: 'transactional' })
      await messages.insertNew([sample.message('k1', 'c9'), other])
      expectSame(await messages.byKeys(['k1', 'k2', 'nothing']), [first, other], 'the messages')
      expectSame(await messages.ofContacts(['c2', 'c9']), [other], 'the messages of the contacts')
    })
  }),

  storageCase('messages: claim takes pending messages that are due, earliest first', async (storage) => {
    await storage.transaction(async ({ messages }) => {
      await messages.insertNew([
        sample.message('k1', 'c1', { dueAt: 3000 }),
        sample.message('k2', 'c2', { dueAt: 1000 }),
        sample.message('k3', 'c3', { dueAt: 2000 }),
        sample.message('k4', 'c4', { dueAt: 3001 }),
        sample.message('k5', 'c5', { dueAt: 500, state: 'sent' }),
        sample.message('k6', 'c6', { dueAt: 500, state: 'sending', leaseUntil: 400 }),
        sample.message('k7', 'c7', { dueAt: 500, state: 'withheld' }),
      ])
      expectEqual(keys(await messages.claim(3000, 2, 9000)), ['k2', 'k3'], 'the first claim')
      expectEqual(keys(await messages.claim(3000, 5, 9000)), ['k1'], 'the second claim')
      expectEqual(keys(await messages.claim(3000, 5, 9000)), [], 'the third claim')
    })
  }),

  storageCase(
    'messages: a claim sets the lease and lets the fence grow, in the answer and in the base',
    async (storage) => {
      await storage.transaction(({ messages }) =>
        messages.insertNew([sample.message('k1', 'c1', { fence: 3 })]),
      )
      const claimed = await storage.transaction(({ messages }) => messages.claim(1000, 5, 9000))
      const expected = sample.message('k1', 'c1', { fence: 4, leaseUntil: 9000 })
      expectEqual(claimed, [expected], 'the claimed messages')
      const stored = await storage.transaction(({ messages }) => messages.byKeys(['k1']))
      expectEqual(stored, [expected], 'the stored messages')
    },
  ),

  storageCase(
    'messages: none is handed out twice while a lease holds, and again once it is over',
    async (storage) => {
      await storage.transaction(({ messages }) => messages.insertNew([sample.message('k1', 'c1')]))
      const claim = (at: number): Promise<readonly MessageIntent[]> =>
        storage.transaction(({ messages }) => messages.claim(at, 5, at + 1000))
      expectEqual(keys(await claim(1000)), ['k1'], 'the first claim')
      expectEqual(keys(await claim(1999)), [], 'a claim while the lease holds')
      const again = await claim(2000)
      expectEqual(
        again.map(({ messageKey, fence }) => [messageKey, fence]),
        [['k1', 2]],
        'a claim at the end of the lease',
      )
    },
  ),

  storageCase('messages: claims at once share the messages out, each to one', async (storage) => {
    const all = Array.from({ length: 40 }, (_, place) => `k${String(place).padStart(2, '0')}`)
    await storage.transaction(({ messages }) =>
      messages.insertNew(all.map((key) => sample.message(key, `c-${key}`))),
    )
    const shares = await Promise.all(
      Array.from({ length: 8 }, () => storage.transaction(({ messages }) => messages.claim(1000, 10, 9000))),
    )
    const handed = shares.flat().map(({ messageKey }) => messageKey)
    expectTrue(
      new Set(handed).size === handed.length,
      `each message to be handed out once, got ${handed.sort().join(' ')}`,
    )
    const rest = await storage.transaction(({ messages }) => messages.claim(1000, 100, 9000))
    expectSame([...handed, ...keys(rest)], all, 'the messages handed out')
  }),

  storageCase(
    'messages: settle writes those whose fence is still the one given, and answers their keys',
    async (storage) => {
      await storage.transaction(({ messages }) =>
        messages.insertNew([sample.message('k1', 'c1'), sample.message('k2', 'c2')]),
      )
      const claimed = await storage.transaction(({ messages }) => messages.claim(1000, 5, 2000))
      // A second worker takes the first message over after the lease of the first worker.
      const taken = await storage.transaction(({ messages }) => messages.claim(2000, 1, 5000))
      expectEqual(keys(taken), ['k1'], 'the message taken over')
      const answers = claimed.map((message) => ({ ...message, state: 'sent' as const, providerId: 'p' }))
      const unknown = sample.message('nothing', 'c1', { state: 'sent' })
      await storage.transaction(async ({ messages }) => {
        expectEqual(await messages.settle([...answers, unknown]), ['k2'], 'the messages written')
        expectSame(
          await messages.byKeys(['k1', 'k2', 'nothing']),
          [taken[0], answers[1]],
          'the stored messages',
        )
      })
    },
  ),

  storageCase('messages: abandoned are those in sending whose lease is over', async (storage) => {
    await storage.transaction(async ({ messages }) => {
      await messages.insertNew([
        sample.message('k1', 'c1', { state: 'sending', leaseUntil: 2000 }),
        sample.message('k2', 'c2', { state: 'sending', leaseUntil: 3001 }),
        sample.message('k3', 'c3', { state: 'pending', leaseUntil: 1000 }),
        sample.message('k4', 'c4', { state: 'sent', leaseUntil: 1000 }),
        sample.message('k5', 'c5', { state: 'sending', leaseUntil: 3000 }),
      ])
      expectSame(keys(await messages.abandoned(3000, 10)), ['k1', 'k5'], 'the abandoned messages')
      expectEqual((await messages.abandoned(3000, 1)).length, 1, 'the number within the limit')
      expectSame(keys(await messages.abandoned(1999, 10)), [], 'the abandoned messages before')
    })
  }),

  storageCase(
    'messages: nextDue is the earliest pending instant, or lease of one in sending',
    async (storage) => {
      await storage.transaction(async ({ messages }) => {
        expectEqual(await messages.nextDue(), undefined, 'the next instant of no message')
        await messages.insertNew([
          sample.message('k1', 'c1', { state: 'sent', dueAt: 1 }),
          sample.message('k2', 'c2', { dueAt: 4000 }),
        ])
        expectEqual(await messages.nextDue(), 4000, 'the next instant')
        await messages.insertNew([
          sample.message('k3', 'c3', { state: 'sending', dueAt: 1, leaseUntil: 3000 }),
        ])
        expectEqual(await messages.nextDue(), 3000, 'the next instant with a message in sending')
      })
    },
  ),

  storageCase('messages: are listed by state and key, and counted by node and state', async (storage) => {
    await storage.transaction(async ({ messages }) => {
      await messages.insertNew([
        sample.message('k3', 'c1', { state: 'in-doubt' }),
        sample.message('k1', 'c1', { state: 'in-doubt' }),
        sample.message('k2', 'c1', { state: 'in-doubt', node: 'sms' }),
        sample.message('k4', 'c1', { state: 'failed' }),
        sample.message('k5', 'c1', { state: 'failed', scenarioId: 'winback' }),
      ])
      expectEqual(keys(await messages.listByState('in-doubt', { limit: 2 })), ['k1', 'k2'], 'the first page')
      expectEqual(
        keys(await messages.listByState('in-doubt', { after: 'k2', limit: 2 })),
        ['k3'],
        'the second page',
      )
      expectSame(
        await messages.counts('welcome'),
        [
          { node: 'mail', state: 'in-doubt', messages: 2 },
          { node: 'sms', state: 'in-doubt', messages: 1 },
          { node: 'mail', state: 'failed', messages: 1 },
        ],
        'the counts',
      )
    })
  }),
]

function keys(messages: readonly MessageIntent[]): readonly string[] {
  return messages.map(({ messageKey }) => messageKey)
}
