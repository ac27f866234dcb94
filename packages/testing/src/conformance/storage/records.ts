import { expectEqual, expectSame } from '../expectation.ts'
import { sample } from './samples.ts'
import { fillBase } from './small-base.ts'
import { type StorageCase, storageCase } from './storage-case.ts'

export const recordCases: readonly StorageCase[] = [
  storageCase('records: come back as they were put, and put again are replaced', async (storage) => {
    const first = sample.record('eshop/1', 'c1', { identifiers: [] })
    const other = sample.record('till/1', 'c1', {
      identifiers: [
        { type: 'email', value: 'a@example.test', verified: true },
        { type: 'phone', value: '+33612345678' },
      ],
      raw: { city: ' lyon', 'strange "key"': null, list: [1, 2.5, 'x', { y: [] }] },
      values: {},
      firstSeenAt: -5_000_000,
      foundedId: 'c0',
    })
    await storage.transaction(({ records }) => records.put([first, other]))
    await storage.transaction(async ({ records }) => {
      expectSame(await records.byIds(['eshop/1', 'till/1', 'nobody/1']), [first, other], 'the records')
      const newer = { ...other, values: { city: 'Paris' }, observedAt: 9000, identifiers: [] }
      await records.put([newer])
      expectSame(await records.byIds(['till/1']), [newer], 'the record put again')
      expectEqual(await records.count(), 2, 'the number of records')
    })
  }),

  storageCase('records: the claims of a record are exactly its identifiers', async (storage) => {
    const email = { type: 'email', value: 'a@example.test' }
    const phone = { type: 'phone', value: '+33612345678' }
    await storage.transaction(async ({ records }) => {
      await records.put([
        sample.record('eshop/1', 'c1', { identifiers: [email, phone] }),
        sample.record('till/1', 'c2', { identifiers: [{ ...email, verified: true }] }),
      ])
      expectSame(
        (await records.claiming([email])).map(claim),
        ['email a@example.test eshop/1 c1', 'email a@example.test till/1 c2'],
        'who claims the e-mail',
      )
      expectSame(
        (await records.claiming([email])).map(({ recordId, verified }) => [recordId, verified === true]),
        [
          ['eshop/1', false],
          ['till/1', true],
        ],
        'whose claims are verified',
      )
      await records.put([sample.record('eshop/1', 'c1', { identifiers: [phone] })])
      expectSame(
        (await records.claiming([email, phone])).map(claim),
        ['email a@example.test till/1 c2', 'phone +33612345678 eshop/1 c1'],
        'who claims what after an identifier was taken back',
      )
    })
  }),

  storageCase('records: a claim is of a type and a value, both as they are', async (storage) => {
    await storage.transaction(async ({ records }) => {
      await records.put([
        sample.record('eshop/1', 'c1', { identifiers: [{ type: 'email', value: 'x' }] }),
        sample.record('eshop/2', 'c2', { identifiers: [{ type: 'userId', value: 'x' }] }),
        sample.record('eshop/3', 'c3', { identifiers: [{ type: 'userId', value: 'X' }] }),
        sample.record('eshop/4', 'c4', { identifiers: [{ type: 'userId', value: 'x ' }] }),
      ])
      expectSame(
        (await records.claiming([{ type: 'userId', value: 'x' }])).map(claim),
        ['userId x eshop/2 c2'],
        'who claims the user id',
      )
    })
  }),

  storageCase('records: contactsOf and ofContacts leave out what is not there', async (storage) => {
    await storage.transaction(async (transaction) => {
      await fillBase(transaction)
      const { records } = transaction
      expectEqual(
        await records.contactsOf(['eshop/1', 'eshop/3', 'nobody/1']),
        new Map([
          ['eshop/1', 'c1'],
          ['eshop/3', 'c3'],
        ]),
        'the contacts of the records',
      )
      expectSame(
        (await records.ofContacts(['c2', 'nobody'])).map(({ recordId }) => recordId),
        ['eshop/2'],
        'the records of the contacts',
      )
    })
  }),

  storageCase(
    'records: reassign moves the claims, events, rows and consents that follow a record',
    async (storage) => {
      await storage.transaction(fillBase)
      await storage.transaction(({ records }) =>
        records.reassign([
          { recordId: 'eshop/1', contactId: 'c2' },
          { recordId: 'eshop/2', contactId: 'c1' },
        ]),
      )
      await storage.transaction(async (transaction) => {
        const { records, events, rows, consents } = transaction
        const owner = await records.contactsOf(['eshop/1', 'eshop/2', 'eshop/3'])
        expectEqual([...owner.values()].sort(), ['c1', 'c2', 'c3'], 'the owners')
        expectEqual(owner.get('eshop/1'), 'c2', 'the owner of the first record')
        const claims = await records.claiming([{ type: 'email', value: 'eshop/1@example.test' }])
        expectEqual(
          claims.map(({ contactId }) => contactId),
          ['c2'],
          'the contact of the claim',
        )
        expectSame(
          (await events.find({ contactIds: ['c2'] })).map(({ messageId }) => messageId),
          ['m1-c1', 'm2-c1'],
          'the events of the new owner',
        )
        expectSame(
          (await rows.ofContacts(['c2'], ['orders'])).map(({ key }) => key),
          ['o1'],
          'the rows of the new owner',
        )
        expectSame(
          (await consents.ofContacts(['c2'])).map(({ recordId }) => recordId),
          ['eshop/1'],
          'the consents of the new owner',
        )
      })
    },
  ),

  storageCase('records: reassign leaves what follows another record where it is', async (storage) => {
    await storage.transaction(async (transaction) => {
      await fillBase(transaction)
      const { records, events, rows } = transaction
      await records.put([sample.record('till/1', 'c1')])
      await events.insert([sample.event('m3', 'c1', { recordId: 'till/1' })])
      await rows.put([sample.row('orders', 'o9', { contactId: 'c1', recordId: 'till/1' })])
      await records.reassign([{ recordId: 'till/1', contactId: 'c3' }])
      expectSame(
        (await events.find({ contactIds: ['c1'] })).map(({ messageId }) => messageId),
        ['m1-c1', 'm2-c1'],
        'the events that stayed',
      )
      expectSame(
        (await rows.ofContacts(['c1'], ['orders'])).map(({ key }) => key),
        ['o1'],
        'the rows that stayed',
      )
    })
  }),

  storageCase('records: remove takes out what follows a record, and its links', async (storage) => {
    await storage.transaction(async (transaction) => {
      await fillBase(transaction)
      const { records, links, events, rows, consents, contacts } = transaction
      await records.remove(['eshop/1', 'nobody/1'])
      expectEqual((await records.byIds(['eshop/1'])).length, 0, 'the number of records')
      expectSame(await records.claiming([{ type: 'email', value: 'eshop/1@example.test' }]), [], 'the claims')
      expectSame(await links.ofRecords(['eshop/1']), [], 'the links')
      expectSame(await events.find({ contactIds: ['c1'] }), [], 'the events')
      expectSame(await events.known(['m1-c1', 'm1-c2']), ['m1-c2'], 'the known messages')
      expectSame(await rows.ofContacts(['c1'], ['orders']), [], 'the rows')
      expectSame(await consents.ofContacts(['c1']), [], 'the consents')
      expectEqual((await contacts.byIds(['c1'])).length, 1, 'the number of contacts left')
      expectEqual(await records.count(), 2, 'the number of records left')
    })
  }),

  storageCase('records: scan pages by id, each once', async (storage) => {
    const ids = ['Till/1', 'eshop/10', 'eshop/2', 'eshop/9', 'eshop/Z', 'eshop/a', 'eshop/é', 'till/1']
    await storage.transaction(async ({ records }) => {
      await records.put([...ids].reverse().map((id) => sample.record(id, 'c1')))
      const seen: string[] = []
      for (let after: string | undefined; ; ) {
        const page = await records.scan({ after, limit: 3 })
        seen.push(...page.map(({ recordId }) => recordId))
        after = page.at(-1)?.recordId
        if (page.length < 3) break
      }
      expectEqual(seen, ids, 'the ids in the order of the pages (by code point, not by locale)')
    })
  }),
]

function claim(claimed: {
  readonly type: string
  readonly value: string
  readonly recordId: string
  readonly contactId: string
}): string {
  return `${claimed.type} ${claimed.value} ${claimed.recordId} ${claimed.contactId}`
}
