import type { StorageTransaction } from '@clientele/core'
import { expectEqual, expectRejection, expectSame, expectTrue } from '../expectation.ts'
import { everything, expectSameBase } from './everything.ts'
import { sample } from './samples.ts'
import { fillBase } from './small-base.ts'
import { type StorageCase, storageCase } from './storage-case.ts'

export const transactionCases: readonly StorageCase[] = [
  storageCase('transaction: answers what its work answers', async (storage) => {
    expectEqual(await storage.transaction(async () => ({ of: 'work' })), { of: 'work' }, 'the answer')
  }),

  storageCase('transaction: reads see its own writes', async (storage) => {
    await storage.transaction(async ({ contacts, records, checkpoints }) => {
      await contacts.put([sample.contact('c1')])
      await records.put([sample.record('eshop/1', 'c1')])
      await checkpoints.put('k', 1)
      expectEqual((await contacts.byIds(['c1'])).length, 1, 'the contacts read back')
      expectEqual((await records.ofContacts(['c1'])).length, 1, 'the records read back')
      expectEqual(await checkpoints.get('k'), 1, 'the checkpoint read back')
    })
  }),

  storageCase('transaction: a later one sees what an earlier one wrote', async (storage) => {
    await storage.transaction(({ contacts }) => contacts.put([sample.contact('c1')]))
    const found = await storage.transaction(({ contacts }) => contacts.byIds(['c1']))
    expectSame(found, [sample.contact('c1')], 'the contacts')
  }),

  storageCase(
    'transaction: nothing is left of one whose work throws, and the error comes through',
    async (storage) => {
      await storage.transaction(fillBase)
      const before = await storage.transaction(everything)
      const planned = new Error('planned')
      let seen: unknown
      try {
        await storage.transaction(async (transaction) => {
          await disturb(transaction)
          throw planned
        })
      } catch (error) {
        seen = error
      }
      expectTrue(seen === planned, 'the error of the work to come through as it is')
      expectSameBase(await storage.transaction(everything), before, 'after the failure')
    },
  ),

  storageCase('transaction: the next one works after a failure', async (storage) => {
    await expectRejection(
      () => storage.transaction(async () => Promise.reject(new Error('planned'))),
      'a failing transaction',
    )
    await storage.transaction(({ checkpoints }) => checkpoints.put('k', 1))
    expectEqual(await storage.transaction(({ checkpoints }) => checkpoints.get('k')), 1, 'the checkpoint')
  }),

  storageCase('transaction: a failed one changes nothing for those that run beside it', async (storage) => {
    const results = await Promise.allSettled(
      Array.from({ length: 6 }, (_, place) =>
        storage.transaction(async ({ contacts }) => {
          await contacts.put([sample.contact(`c${place}`)])
          if (place % 2 === 1) throw new Error('planned')
        }),
      ),
    )
    expectEqual(results.filter(({ status }) => status === 'rejected').length, 3, 'the number of failures')
    const kept = await storage.transaction(({ contacts }) => contacts.scan({ limit: 10 }))
    expectEqual(
      kept.map(({ contactId }) => contactId),
      ['c0', 'c2', 'c4'],
      'the contacts kept',
    )
  }),

  storageCase('lock: those who take the same name work one after the other', async (storage) => {
    await Promise.all(
      Array.from({ length: 8 }, () =>
        storage.transaction(async ({ lock, checkpoints }) => {
          await lock(['counter'])
          const count = ((await checkpoints.get('counter')) as number | undefined) ?? 0
          await checkpoints.put('counter', count + 1)
        }),
      ),
    )
    expectEqual(await storage.transaction(({ checkpoints }) => checkpoints.get('counter')), 8, 'the count')
  }),

  storageCase('lock: several names in opposite orders do not block each other for ever', async (storage) => {
    const names = ['a', 'b', 'c', 'd']
    const work = Array.from({ length: 6 }, (_, place) =>
      storage.transaction(async ({ lock }) => {
        await lock(place % 2 === 0 ? names : [...names].reverse())
        return place
      }),
    )
    expectSame(await Promise.all(work), [0, 1, 2, 3, 4, 5], 'the answers')
  }),

  storageCase('rows: who holds what went in or came out cannot change what is stored', async (storage) => {
    const given = sample.contact('c1', {
      fields: { tags: { value: ['a'], recordId: 'eshop/1', rule: 'union', at: 1 } },
    })
    const original = structuredClone(given)
    await storage.transaction(({ contacts }) => contacts.put([given]))
    spoil(given)
    const [read] = await storage.transaction(({ contacts }) => contacts.byIds(['c1']))
    expectEqual(read, original, 'the contact after its input was changed')
    spoil(read)
    const [again] = await storage.transaction(({ contacts }) => contacts.byIds(['c1']))
    expectEqual(again, original, 'the contact after what was read was changed')
  }),

  storageCase('bulk: empty arguments are answered at once', async (storage) => {
    await storage.transaction(fillBase)
    const before = await storage.transaction(everything)
    await storage.transaction(emptyCalls)
    expectSameBase(await storage.transaction(everything), before, 'after empty calls')
  }),

  storageCase('bulk: an id given twice is answered once', async (storage) => {
    await storage.transaction(async (transaction) => {
      await fillBase(transaction)
      const twice = ['c1', 'c1']
      expectEqual((await transaction.contacts.byIds(twice)).length, 1, 'the number of contacts')
      expectEqual(
        (await transaction.records.byIds(['eshop/1', 'eshop/1'])).length,
        1,
        'the number of records',
      )
      const once = await transaction.events.find({ contactIds: ['c1'] })
      expectSame(await transaction.events.find({ contactIds: twice }), once, 'the events')
    })
  }),

  storageCase('bulk: hundreds of keys in one call', async (storage) => {
    const ids = Array.from({ length: 2500 }, (_, place) => `c${String(place).padStart(5, '0')}`)
    await storage.transaction(async ({ contacts, records, events }) => {
      await contacts.put(ids.map((id) => sample.contact(id)))
      await records.put(ids.map((id) => sample.record(`eshop/${id}`, id)))
      await events.insert(ids.map((id) => sample.event(`m-${id}`, id)))
      expectEqual((await contacts.byIds(ids)).length, 2500, 'the number of contacts')
      expectEqual((await records.ofContacts(ids)).length, 2500, 'the number of records')
      expectEqual((await events.known(ids.map((id) => `m-${id}`))).size, 2500, 'the number of known messages')
    })
  }),

  storageCase('close: a closed storage refuses transactions', async (storage) => {
    await storage.close()
    await expectRejection(() => storage.transaction(async () => 1), 'a transaction after close')
  }),
]

/** Changes, adds and removes something of every kind. */
async function disturb(transaction: StorageTransaction): Promise<void> {
  const { contacts, records, links, events, rows, consents, memberships, runs, messages } = transaction
  await contacts.put([sample.contact('c1', { version: 9 }), sample.contact('c9')])
  await contacts.touch([{ contactId: 'c2', version: 77, lastSeenAt: 77 }])
  await records.put([sample.record('till/9', 'c9')])
  await links.put([sample.link('cannot', 'eshop/1', 'till/9')])
  await events.insert([sample.event('m9', 'c9')])
  await rows.put([sample.row('orders', 'o1', { values: {} }), sample.row('orders', 'o9')])
  await consents.append([sample.consent('c9', 'till/9')])
  await memberships.put([sample.membership('c1', 'active', { member: false })])
  await memberships.appendChanges([sample.change('c1', 'active', 9000, false)])
  await runs.put([sample.run('run1', 'c1', { state: 'ended', endedAt: 9000, endReason: 'merged' })])
  await messages.claim(1_000_000, 10, 2_000_000)
  await transaction.suppressions.put([sample.suppression('email', 'new@example.test')])
  await transaction.scores.put([sample.score('c1', 'rfm', 99)])
  await transaction.definitions.save(sample.definition('active', 2))
  await transaction.definitions.setState('scenario', 'welcome', 'paused')
  await transaction.deadLetters.remove(['d1'])
  await transaction.checkpoints.put('files/shop.csv', { offset: 99 })
  await transaction.audit.append([sample.audit('a9')])
  await transaction.identityLog.append([sample.logEntry('l9', 'c9')])
  await transaction.tombstones.put([{ hash: 'h9', at: 1 }])
  await records.reassign([{ recordId: 'eshop/1', contactId: 'c2' }])
  await contacts.absorb([{ from: 'c1', to: 'c2', at: 1 }])
  await contacts.erase(['c3'])
}

async function emptyCalls(transaction: StorageTransaction): Promise<void> {
  const { records, contacts, memberships, events, messages, runs, identityLog } = transaction
  await transaction.lock([])
  const answers = [
    await records.byIds([]),
    await records.ofContacts([]),
    await records.claiming([]),
    await contacts.byIds([]),
    await transaction.links.ofRecords([]),
    await events.find({ contactIds: [] }),
    await events.find({ contactIds: ['c1'], names: [] }),
    await transaction.rows.byKeys('orders', []),
    await transaction.rows.ofContacts([], ['orders']),
    await transaction.rows.ofContacts(['c1'], []),
    await transaction.consents.ofContacts([]),
    await transaction.suppressions.find('email', []),
    await memberships.ofContacts([]),
    await memberships.changesOf([]),
    await runs.byIds([]),
    await runs.liveOf([]),
    await runs.standingOf([]),
    await runs.ofContacts([]),
    await messages.byKeys([]),
    await messages.ofContacts([]),
    await messages.settle([]),
    await transaction.scores.latestOf([]),
    await identityLog.ofContacts([]),
  ]
  expectEqual(answers.flat(), [], 'the answers to empty calls')
  expectEqual((await records.contactsOf([])).size, 0, 'the contacts of no record')
  expectEqual((await contacts.resolve([])).size, 0, 'no id resolved')
  expectEqual((await events.known([])).size, 0, 'no known message')
  expectEqual((await transaction.tombstones.known([])).size, 0, 'no known tombstone')
  await records.put([])
  await records.reassign([])
  await records.remove([])
  await contacts.put([])
  await contacts.touch([])
  await contacts.absorb([])
  await contacts.erase([])
  await transaction.links.put([])
  await transaction.links.remove([])
  await events.insert([])
  await transaction.rows.put([])
  await transaction.consents.append([])
  await transaction.suppressions.put([])
  await transaction.suppressions.remove([])
  await memberships.put([])
  await memberships.appendChanges([])
  await runs.put([])
  await messages.insertNew([])
  await transaction.scores.put([])
  await transaction.deadLetters.put([])
  await transaction.deadLetters.remove([])
  await transaction.audit.append([])
  await identityLog.append([])
  await transaction.tombstones.put([])
}

/** Changes a contact in place, as far as it lets itself be changed. */
function spoil(contact: unknown): void {
  const target = contact as { version: number; fields: { tags: { value: string[] } } }
  for (const change of [
    () => {
      target.version = 99
    },
    () => target.fields.tags.value.push('spoilt'),
  ]) {
    try {
      change()
    } catch {
      // Frozen: all the better.
    }
  }
}
