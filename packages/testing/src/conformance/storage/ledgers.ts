import { expectEqual, expectSame } from '../expectation.ts'
import { sample } from './samples.ts'
import { type StorageCase, storageCase } from './storage-case.ts'

/** What is only ever added to: consents, audit, the merge log, tombstones. */
export const ledgerCases: readonly StorageCase[] = [
  storageCase(
    'consents: a line is written once by record, channel, purpose, address, status and instant',
    async (storage) => {
      const line = sample.consent('c1', 'eshop/1', { basis: 'consent', proof: 'form 7', expiresAt: 9000 })
      const others = [
        sample.consent('c1', 'till/1'),
        sample.consent('c1', 'eshop/1', { channel: 'sms' }),
        sample.consent('c1', 'eshop/1', { purpose: 'partners' }),
        sample.consent('c1', 'eshop/1', { address: 'a@example.test' }),
        sample.consent('c1', 'eshop/1', { status: 'withdrawn' }),
        sample.consent('c1', 'eshop/1', { at: 4001 }),
      ]
      await storage.transaction(({ consents }) => consents.append([line, line, ...others]))
      await storage.transaction(async ({ consents }) => {
        await consents.append([...others, { ...line, proof: 'another', source: 'till' }])
        expectSame(await consents.ofContacts(['c1', 'nobody']), [line, ...others], 'the ledger')
      })
    },
  ),

  storageCase('audit: is appended to, and listed by id', async (storage) => {
    const entries = [sample.audit('a2'), sample.audit('a1', { actor: 'bob', details: { fields: ['city'] } })]
    await storage.transaction(({ audit }) => audit.append(entries))
    await storage.transaction(async ({ audit }) => {
      await audit.append([sample.audit('a3')])
      expectEqual(await audit.list({ limit: 2 }), [entries[1], entries[0]], 'the first page')
      expectEqual(await audit.list({ after: 'a2', limit: 2 }), [sample.audit('a3')], 'the second page')
    })
  }),

  storageCase('identity log: entries are found by either contact and scanned by id', async (storage) => {
    const created = sample.logEntry('l1', 'c1')
    const merged = sample.logEntry('l3', 'c2', {
      kind: 'merged',
      from: 'c1',
      recordIds: ['eshop/1', 'till/1'],
    })
    const other = sample.logEntry('l2', 'c3', { kind: 'joined', cause: { weight: 12.5, types: ['phone'] } })
    await storage.transaction(({ identityLog }) => identityLog.append([merged, created, other]))
    await storage.transaction(async ({ identityLog }) => {
      expectEqual(await identityLog.ofContacts(['c1']), [created, merged], 'the entries of the first contact')
      expectEqual(await identityLog.ofContacts(['c2', 'nobody']), [merged], 'the entries of the survivor')
      expectEqual(await identityLog.ofContacts(['c1', 'c2']), [created, merged], 'each entry once')
      expectEqual(await identityLog.scan({ limit: 2 }), [created, other], 'the first page')
      expectEqual(await identityLog.scan({ after: 'l2', limit: 2 }), [merged], 'the second page')
    })
  }),

  storageCase(
    'tombstones: known answers the hashes that are there; put twice is put once',
    async (storage) => {
      await storage.transaction(async ({ tombstones }) => {
        await tombstones.put([{ hash: 'h1', at: 1 }])
        await tombstones.put([
          { hash: 'h1', at: 2 },
          { hash: 'h2', at: 2 },
        ])
        expectSame(await tombstones.known(['h1', 'h2', 'h3']), ['h1', 'h2'], 'the known hashes')
      })
    },
  ),
]
