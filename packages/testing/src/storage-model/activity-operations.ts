import type { Consent, ContactEvent, StorageTransaction, TableRow } from '@clientele/core'
import fc from 'fast-check'
import { jsonObjectArbitrary } from '../arbitraries/json.ts'
import { bag } from '../conformance/bag.ts'
import { sample } from '../conformance/storage/samples.ts'
import { anInstant, aPage, aRecordId, aTable, modelWorld, someOf } from './model-world.ts'
import { operation, type StorageOperation } from './operation.ts'

const names = ['Product Viewed', 'Product Added', 'product_added', 'Order%'] as const
const patterns = [...names, 'Product*', 'product_*', 'Order%*', '*'] as const
const keys = ['1', '10', 'A', 'é', "k'"] as const
const followed = ['orders/1', 'orders/é', "stores/k'"] as const

const event: fc.Arbitrary<ContactEvent> = fc
  .record({
    messageId: fc.constantFrom('m1', 'm2', 'm3', 'm4', 'm5', 'm6', 'M1', 'mé'),
    name: fc.constantFrom(...names),
    recordId: aRecordId,
    occurredAt: anInstant,
    properties: jsonObjectArbitrary(),
  })
  .map((over) => sample.event(over.messageId, '', over))

const row: fc.Arbitrary<TableRow> = fc
  .record({
    table: aTable,
    key: fc.constantFrom(...keys),
    recordId: fc.option(aRecordId, { nil: undefined }),
    follows: fc.option(fc.constantFrom(...followed), { nil: undefined }),
    at: fc.option(anInstant, { nil: undefined }),
    values: jsonObjectArbitrary(),
  })
  .map((over) => sample.row(over.table, over.key, over))

const consent: fc.Arbitrary<Consent> = fc
  .record({
    recordId: aRecordId,
    channel: fc.constantFrom('email', 'sms'),
    purpose: fc.constantFrom('newsletter', 'partners'),
    status: fc.constantFrom('granted', 'withdrawn'),
    address: fc.option(fc.constantFrom(...modelWorld.addresses), { nil: undefined }),
    at: anInstant,
    proof: fc.option(fc.constantFrom('form 7', "text d'accord"), { nil: undefined }),
  })
  .map((over) => sample.consent('', over.recordId, over))

/** Events, rows and consents: what follows a record belongs to the contact of the record. */
export const activityOperations: readonly fc.Arbitrary<StorageOperation>[] = [
  operation('events.insert', event, async (transaction, input) => {
    const contactId = await ownerOf(transaction, input.recordId)
    const { events } = transaction
    if (contactId === undefined || (await events.known([input.messageId])).size > 0) return
    await events.insert([{ ...input, contactId }])
  }),
  operation(
    'events.find',
    fc.record({
      contactIds: someOf(modelWorld.contactIds),
      names: fc.option(someOf(patterns), { nil: undefined }),
      since: fc.option(anInstant, { nil: undefined }),
    }),
    async ({ events }, query) => bag(await events.find(query)),
  ),
  operation(
    'events.scan',
    fc.record({
      after: fc.option(
        fc.record({
          contactId: fc.constantFrom(...modelWorld.contactIds),
          occurredAt: anInstant,
          messageId: fc.constantFrom('m1', 'm3', 'M1'),
        }),
        { nil: undefined },
      ),
      limit: fc.integer({ min: 1, max: 4 }),
    }),
    ({ events }, page) => events.scan(page),
  ),
  operation('rows.put', row, async (transaction, input) => {
    const contactId = input.recordId && (await ownerOf(transaction, input.recordId))
    const recordId = contactId === undefined ? undefined : input.recordId
    await transaction.rows.put([{ ...input, contactId, recordId }])
  }),
  operation(
    'rows.byKeys',
    fc.record({ table: aTable, wanted: someOf(keys) }),
    async ({ rows }, { table, wanted }) => bag(await rows.byKeys(table, wanted)),
  ),
  operation('rows.following', fc.record({ slots: someOf(followed) }), async ({ rows }, { slots }) =>
    bag(await rows.following(slots)),
  ),
  operation('rows.scan', fc.record({ table: aTable, page: aPage(keys) }), ({ rows }, { table, page }) =>
    rows.scan(table, page),
  ),
  operation(
    'consents.append',
    fc.array(consent, { minLength: 1, maxLength: 2 }),
    async (transaction, input) => {
      for (const line of input) {
        const contactId = await ownerOf(transaction, line.recordId)
        if (contactId !== undefined) await transaction.consents.append([{ ...line, contactId }])
      }
    },
  ),
]

async function ownerOf({ records }: StorageTransaction, recordId: string): Promise<string | undefined> {
  return (await records.contactsOf([recordId])).get(recordId)
}
