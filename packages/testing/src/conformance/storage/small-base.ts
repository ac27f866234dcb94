import type { StorageTransaction } from '@clientele/core'
import { sample } from './samples.ts'

/** Writes three contacts with something of every kind. */
export async function fillBase(transaction: StorageTransaction): Promise<void> {
  const ids = ['c1', 'c2', 'c3']
  const recordOf = (id: string): string => `eshop/${id.slice(1)}`
  await transaction.contacts.put(
    ids.map((id) =>
      sample.contact(id, {
        fields: { city: { value: 'Lyon', recordId: recordOf(id), rule: 'mostRecent', at: 2000 } },
      }),
    ),
  )
  await transaction.records.put(ids.map((id) => sample.record(recordOf(id), id)))
  await transaction.links.put([
    sample.link('must', 'eshop/1', 'eshop/2'),
    sample.link('probable', 'eshop/2', 'eshop/3'),
  ])
  await transaction.events.insert(
    ids.flatMap((id) => [
      sample.event(`m1-${id}`, id, { recordId: recordOf(id) }),
      sample.event(`m2-${id}`, id, { recordId: recordOf(id), name: 'Order Completed', occurredAt: 7000 }),
    ]),
  )
  await transaction.rows.put([
    ...ids.map((id) =>
      sample.row('orders', `o${id.slice(1)}`, { contactId: id, recordId: recordOf(id), at: 7000 }),
    ),
    sample.row('stores', 's1'),
  ])
  await transaction.consents.append(ids.map((id) => sample.consent(id, recordOf(id))))
  await transaction.memberships.put(ids.map((id) => sample.membership(id, 'active', { validUntil: 8000 })))
  await transaction.memberships.appendChanges(ids.map((id) => sample.change(id, 'active', 1000, true)))
  await transaction.runs.put(
    ids.map((id) => sample.run(`run${id.slice(1)}`, id, { wakeAt: 9000, node: 'wait' })),
  )
  await transaction.runs.put(
    ids.map((id) =>
      sample.run(`ended${id.slice(1)}`, id, {
        state: 'ended',
        startedAt: 500,
        endedAt: 600,
        endReason: 'done',
      }),
    ),
  )
  await transaction.messages.insertNew(
    ids.map((id) => sample.message(`k${id.slice(1)}`, id, { runId: `run${id.slice(1)}` })),
  )
  await transaction.suppressions.put([sample.suppression('email', 'gone@example.test')])
  await transaction.scores.put(ids.map((id) => sample.score(id, 'rfm', 1000)))
  await transaction.traits.put(ids.map((id) => sample.trait(id, 'spent', { validUntil: 8000 })))
  await transaction.traits.appendChanges(ids.map((id) => sample.traitChange(id, 'spent', 1000, 1)))
  await transaction.definitions.save(sample.definition('active', 1))
  await transaction.definitions.setState('scenario', 'welcome', 'live')
  await transaction.deadLetters.put([sample.deadLetter('d1')])
  await transaction.checkpoints.put('files/shop.csv', { offset: 10 })
  await transaction.audit.append([sample.audit('a1')])
  await transaction.identityLog.append(
    ids.map((id) => sample.logEntry(`l${id.slice(1)}`, id, { recordIds: [recordOf(id)] })),
  )
  await transaction.tombstones.put([{ hash: 'h1', at: 1000 }])
}
