import { canonical } from '../canonical.ts'
import { expectEqual, expectTrue } from '../expectation.ts'
import { type Everything, everything, expectSameBase, smallWorld } from './everything.ts'
import { sample } from './samples.ts'
import { fillBase } from './small-base.ts'
import { type StorageCase, storageCase } from './storage-case.ts'

export const erasingCases: readonly StorageCase[] = [
  storageCase(
    'erase: leaves nothing of a contact anywhere, and everything of the others',
    async (storage) => {
      await storage.transaction(fillBase)
      const others = await storage.transaction(async (transaction) => {
        await transaction.contacts.erase(['c1'])
        return everything(transaction)
      })
      expectNoTrace(others, ['"c1"', 'eshop/1', '"m1-c1"', '"m2-c1"', '"o1"', '"run1"', '"k1"', '"l1"'])
      const world = { ...smallWorld, contactIds: ['c2', 'c3'], recordIds: ['eshop/2', 'eshop/3'] }
      await storage.transaction(async (transaction) => {
        const kept = await everything(transaction, world)
        expectEqual(kept['contacts.count'], 2, 'the number of contacts')
        expectEqual(kept['records.count'], 2, 'the number of records')
        expectEqual(kept['events.count'], 4, 'the number of events')
        expectEqual(kept['rows.count orders'], 2, 'the number of rows')
        for (const what of [
          'traits',
          'consents',
          'memberships',
          'memberships.changes',
          'runs.live',
          'messages',
        ])
          expectEqual((kept[what] as readonly unknown[]).length, 2, `the number of ${what}`)
        expectEqual((kept.runs as readonly unknown[]).length, 4, 'the number of runs')
        expectEqual(
          (kept.identityLog as readonly unknown[]).length,
          2,
          'the number of entries of the merge log',
        )
        expectEqual((kept['traits.changes c2'] as readonly unknown[]).length, 1, 'the history of a trait')
        expectEqual((kept['scores.latest'] as readonly unknown[]).length, 2, 'the number of scores')
        expectEqual((kept.links as readonly unknown[]).length, 1, 'the number of links')
      })
    },
  ),

  storageCase(
    'erase: takes out what merged into the contact, with its aliases and their entries in the log',
    async (storage) => {
      await storage.transaction(fillBase)
      await storage.transaction(async (transaction) => {
        const { records, runs, contacts, identityLog } = transaction
        await records.reassign([{ recordId: 'eshop/1', contactId: 'c2' }])
        await runs.put([sample.run('run1', 'c1', { state: 'ended', endedAt: 2000, endReason: 'merged' })])
        await contacts.absorb([{ from: 'c1', to: 'c2', at: 2000 }])
        await identityLog.append([
          sample.logEntry('l8', 'c2', { kind: 'merged', from: 'c1', recordIds: ['eshop/1'] }),
        ])
        await contacts.erase(['c2'])
        expectNoTrace(await everything(transaction), [
          '"c1"',
          '"c2"',
          'eshop/1',
          'eshop/2',
          '"l1"',
          '"l2"',
          '"l8"',
          'ended1',
          '"k1"',
        ])
        expectEqual(
          (await contacts.resolve(['c1', 'c2'])).size,
          0,
          'the number of ids that stand for somebody',
        )
        expectEqual(await contacts.count(), 1, 'the number of contacts')
      })
    },
  ),

  storageCase(
    'erase: spares a contact whose id once stood for the erased one and was given back',
    async (storage) => {
      await storage.transaction(async (transaction) => {
        const { contacts, identityLog } = transaction
        await contacts.put([sample.contact('c1'), sample.contact('c2')])
        await contacts.absorb([{ from: 'c1', to: 'c2', at: 1 }])
        await contacts.put([sample.contact('c1')])
        await identityLog.append([sample.logEntry('l1', 'c1'), sample.logEntry('l2', 'c2')])
        await contacts.erase(['c2'])
        expectEqual(await contacts.resolve(['c1', 'c2']), new Map([['c1', 'c1']]), 'who is left')
        const left = await identityLog.scan({ limit: 9 })
        expectEqual(
          left.map(({ id }) => id),
          ['l1'],
          'the entries that are left',
        )
      })
    },
  ),

  storageCase('erase: an unknown contact is no error', async (storage) => {
    await storage.transaction(async (transaction) => {
      await fillBase(transaction)
      const before = await everything(transaction)
      await transaction.contacts.erase(['nobody'])
      expectSameBase(await everything(transaction), before, 'afterwards')
    })
  }),
]

function expectNoTrace(found: Everything, traces: readonly string[]): void {
  for (const [what, value] of Object.entries(found)) {
    const text = canonical(value)
    for (const trace of traces)
      expectTrue(!text.includes(trace), `no trace of ${trace} in ${what} after the erasure, got ${text}`)
  }
}
