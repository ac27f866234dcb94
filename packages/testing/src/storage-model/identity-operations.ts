import type { Contact, ContactRecord, Identifier, StorageTransaction } from '@clientele/core'
import fc from 'fast-check'
import { jsonObjectArbitrary, jsonValueArbitrary } from '../arbitraries/json.ts'
import { bag } from '../conformance/bag.ts'
import { sample } from '../conformance/storage/samples.ts'
import { aContactId, anInstant, aPage, aRecordId, modelWorld, someOf } from './model-world.ts'
import { operation, type StorageOperation } from './operation.ts'

const identifier: fc.Arbitrary<Identifier> = fc.record(
  {
    type: fc.constantFrom('email', 'userId'),
    value: fc.constantFrom(...modelWorld.emails),
    verified: fc.boolean(),
  },
  { requiredKeys: ['type', 'value'] },
)

const contact: fc.Arbitrary<Contact> = fc
  .record({
    contactId: aContactId,
    value: jsonValueArbitrary(),
    lastSeenAt: fc.option(anInstant, { nil: undefined }),
    version: fc.nat(9),
  })
  .map(({ contactId, value, lastSeenAt, version }) =>
    sample.contact(contactId, {
      fields: { city: { value, recordId: 'eshop/1', rule: 'mostRecent', at: 1 } },
      lastSeenAt,
      version,
    }),
  )

const record: fc.Arbitrary<{ readonly owner: string; readonly record: ContactRecord }> = fc
  .record({
    recordId: aRecordId,
    owner: aContactId,
    identifiers: fc.uniqueArray(identifier, {
      maxLength: 3,
      selector: ({ type, value }) => `${type} ${value}`,
    }),
    raw: jsonObjectArbitrary(),
    at: anInstant,
  })
  .map(({ recordId, owner, identifiers, raw, at }) => ({
    owner,
    record: sample.record(recordId, owner, { identifiers, raw, observedAt: at, values: {} }),
  }))

const aMerge = operation(
  'merge',
  fc.record({ from: aContactId, to: aContactId, at: anInstant }),
  (transaction, input) => merge(transaction, input),
)

/** Records, contacts and links, as intake and resolution write them: no record is without a live contact. */
export const identityOperations: readonly fc.Arbitrary<StorageOperation>[] = [
  operation('contacts.put', fc.array(contact, { maxLength: 3 }).map(lastOfEach), ({ contacts }, input) =>
    contacts.put(input),
  ),
  operation(
    'contacts.touch',
    fc.record({
      contactId: aContactId,
      version: fc.nat(99),
      lastSeenAt: fc.option(anInstant, { nil: undefined }),
    }),
    ({ contacts }, input) => contacts.touch([input]),
  ),
  operation('records.put', record, putRecord),
  operation(
    'records.reassign',
    fc.record({ recordIds: someOf(modelWorld.recordIds), to: aContactId }),
    async ({ records, contacts }, { recordIds, to }) => {
      if ((await contacts.byIds([to])).length === 0) return
      await records.reassign(recordIds.map((recordId) => ({ recordId, contactId: to })))
    },
  ),
  operation('records.remove', someOf(modelWorld.recordIds), ({ records }, input) => records.remove(input)),
  operation(
    'records.claiming',
    fc.uniqueArray(identifier, { maxLength: 3, selector: ({ type, value }) => `${type} ${value}` }),
    async ({ records }, input) => bag(await records.claiming(input)),
  ),
  operation('records.scan', aPage(modelWorld.recordIds), ({ records }, page) => records.scan(page)),
  operation('contacts.scan', aPage(modelWorld.contactIds), ({ contacts }, page) => contacts.scan(page)),
  operation('contacts.resolve', someOf(modelWorld.contactIds), ({ contacts }, ids) => contacts.resolve(ids)),
  operation('contacts.aliasesOf', someOf(modelWorld.contactIds), async ({ contacts }, ids) =>
    bag(await contacts.aliasesOf(ids)),
  ),
  // Twice: chains of merges are where aliases go wrong.
  aMerge,
  aMerge,
  operation('contacts.erase', someOf(modelWorld.contactIds), ({ contacts }, ids) => contacts.erase(ids)),
  operation(
    'links.put',
    fc.record({
      kind: fc.constantFrom('must', 'cannot', 'probable'),
      a: aRecordId,
      b: aRecordId,
      weight: fc.double({ min: -20, max: 40, noNaN: true }).map((weight) => weight + 0),
    }),
    async ({ links }, { kind, a, b, weight }) => {
      if (a < b)
        await links.put([sample.link(kind, a, b, { weight: kind === 'probable' ? weight : undefined })])
    },
  ),
  operation(
    'links.remove',
    fc.record({ kind: fc.constantFrom('must', 'cannot', 'probable'), a: aRecordId, b: aRecordId }),
    ({ links }, link) => links.remove([link]),
  ),
]

/** A record keeps the contact that it has; a new one goes to a live contact, made if need be. */
async function putRecord(
  { records, contacts }: StorageTransaction,
  { owner, record }: { readonly owner: string; readonly record: ContactRecord },
): Promise<void> {
  const known = (await records.contactsOf([record.recordId])).get(record.recordId)
  const contactId = known ?? owner
  if ((await contacts.byIds([contactId])).length === 0) await contacts.put([sample.contact(contactId)])
  await records.put([{ ...record, contactId }])
}

/** What resolution does for a merge: records over, live runs ended, contact absorbed. */
async function merge(
  { records, contacts, runs }: StorageTransaction,
  { from, to, at }: { readonly from: string; readonly to: string; readonly at: number },
): Promise<void> {
  if (from === to || (await contacts.byIds([from, to])).length < 2) return
  const given = await records.ofContacts([from])
  await records.reassign(given.map(({ recordId }) => ({ recordId, contactId: to })))
  const live = await runs.liveOf([from])
  await runs.put(live.map((run) => ({ ...run, state: 'ended', endedAt: at, endReason: 'merged' })))
  await contacts.absorb([{ from, to, at }])
}

/** A bulk write holds each key once. */
function lastOfEach(contacts: readonly Contact[]): readonly Contact[] {
  return [...new Map(contacts.map((one) => [one.contactId, one])).values()]
}
