import { expectEqual, expectSame } from '../expectation.ts'
import { sample } from './samples.ts'
import { type StorageCase, storageCase } from './storage-case.ts'

export const eventCases: readonly StorageCase[] = [
  storageCase('events: come back as they were inserted', async (storage) => {
    const event = sample.event('m1', 'c1', {
      occurredAt: -1_000,
      properties: {
        text: 'l\'été "100%" \\ \n',
        list: [[], {}],
        big: 9_007_199_254_740_991,
        small: 0.1,
        no: false,
      },
    })
    await storage.transaction(({ events }) => events.insert([event, sample.event('m2', 'c2')]))
    await storage.transaction(async ({ events }) => {
      expectSame(await events.find({ contactIds: ['c1', 'nobody'] }), [event], 'the events')
      expectEqual(await events.count(), 2, 'the number of events')
    })
  }),

  storageCase('events: known answers the message ids that are stored, by exact text', async (storage) => {
    await storage.transaction(async ({ events }) => {
      await events.insert([sample.event('m1', 'c1'), sample.event('M2', 'c1')])
      expectSame(await events.known(['m1', 'm2', 'm', 'm3']), ['m1'], 'the known messages')
    })
  }),

  storageCase(
    'events: find takes names, prefixes with a final * and the instant from which on',
    async (storage) => {
      await storage.transaction(async ({ events }) => {
        const named = (messageId: string, name: string, occurredAt: number): Promise<void> =>
          events.insert([sample.event(messageId, 'c1', { name, occurredAt })])
        await named('m1', 'Product Viewed', 1000)
        await named('m2', 'Product Added', 2000)
        await named('m3', 'product viewed', 3000)
        await named('m4', 'Order_Completed', 4000)
        await named('m5', 'OrderXCompleted', 5000)
        await named('m6', '100% Sale', 6000)
        await named('m7', '100 Sales', 7000)
        const found = async (names: readonly string[], since?: number): Promise<readonly string[]> =>
          (await events.find({ contactIds: ['c1'], names, since })).map(({ messageId }) => messageId)
        expectSame(await found(['Product Viewed']), ['m1'], 'the events of a name, with its case')
        expectSame(await found(['Product*']), ['m1', 'm2'], 'the events of a prefix, with its case')
        expectSame(await found(['Order_*']), ['m4'], 'the events of a prefix that holds an underscore')
        expectSame(await found(['100%*']), ['m6'], 'the events of a prefix that holds a percent sign')
        expectSame(
          await found(['Product Added', 'Order*']),
          ['m2', 'm4', 'm5'],
          'the events of a name or a prefix',
        )
        expectSame(await found(['Product*', 'Product Viewed']), ['m1', 'm2'], 'each event once')
        expectSame(await found(['*'], 6000), ['m6', 'm7'], 'the events of an instant or later')
        expectEqual((await events.find({ contactIds: ['c1'] })).length, 7, 'the number of all events')
      })
    },
  ),

  storageCase('events: scan pages by contact, instant and message id', async (storage) => {
    const inOrder = [
      sample.event('m9', 'C1', { occurredAt: 5 }),
      sample.event('m4', 'c1', { occurredAt: -1 }),
      sample.event('m2', 'c1', { occurredAt: 5 }),
      sample.event('m3', 'c1', { occurredAt: 5 }),
      sample.event('m1', 'c1', { occurredAt: 20 }),
      sample.event('m0', 'c2', { occurredAt: 1 }),
    ]
    await storage.transaction(async ({ events }) => {
      await events.insert([...inOrder].reverse())
      for (const limit of [1, 2, 4, 10]) {
        const seen: string[] = []
        for (let after: (typeof inOrder)[number] | undefined; ; ) {
          const page = await events.scan({ after, limit })
          seen.push(...page.map(({ messageId }) => messageId))
          after = page.at(-1) ?? after
          if (page.length < limit) break
        }
        expectEqual(
          seen,
          inOrder.map(({ messageId }) => messageId),
          `the events in pages of ${limit}`,
        )
      }
    })
  }),
]
