import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Clientele, RecordInput, Storage } from '../../src/index.ts'
import { DAY, makeBase, START } from '../support/make-base.ts'
import { observe } from './histories/observe.ts'

const by = { reason: 'checked', by: 'marie' }
const EMAIL = { type: 'email', value: 'odile@example.org' }

async function openBase(): Promise<{ readonly clientele: Clientele; readonly storage: Storage }> {
  return makeBase({ sources: ['eshop', 'till'] })
}

const customer = (value: string): { readonly type: string; readonly value: string } => ({
  type: 'customerNo',
  value,
})

/** Who is in which contact, what it is called and what is known of it, and which record each id was made for. */
async function seenOf(storage: Storage): Promise<unknown> {
  return (await observe(storage)).contacts
}

const statement: fc.Arbitrary<RecordInput> = fc.record({
  source: fc.constantFrom('eshop', 'till'),
  sourceKey: fc.constantFrom('1', '2', '3', '4'),
  observedAt: fc.integer({ min: 0, max: 9 }).map((day) => START - day * DAY),
  identifiers: fc
    .uniqueArray(
      fc.record({
        type: fc.constantFrom('customerNo', 'email', 'email', 'phone'),
        value: fc.constantFrom('1', '2', '3'),
      }),
      { maxLength: 2, selector: ({ type }) => type },
    )
    .map((list) =>
      list.map(({ type, value }) => {
        if (type === 'email') return { type, value: `person${value}@example.org` }
        return type === 'phone' ? { type, value: `+3361234567${value}` } : customer(value)
      }),
    ),
  fields: fc.record({ city: fc.constantFrom('Lyon', 'Paris', 'Nantes') }),
})

describe('the ids of contacts', () => {
  it('are as before when a merge is undone by which an older record went to another contact for a while', async () => {
    const { clientele, storage } = await openBase()
    const { upsert, contacts } = clientele
    const shop = { source: 'eshop', sourceKey: '1', observedAt: START, identifiers: [customer('100'), EMAIL] }
    const till = { source: 'till', sourceKey: '1', observedAt: START + DAY }
    const [odile] = (await upsert(shop)).contactIds
    const [atTheTill] = (await upsert(till)).contactIds
    // The till says who it is: its contact is one with that of the shop now.
    await upsert({ ...till, observedAt: START + 2 * DAY, identifiers: [EMAIL] })
    // What it said long ago comes last: of the two records, the till's is the older one.
    await upsert({ ...till, observedAt: START - DAY, fields: { city: 'Lyon' } })
    const [other] = (
      await upsert({ source: 'eshop', sourceKey: '2', observedAt: START, identifiers: [customer('200')] })
    ).contactIds
    const before = await seenOf(storage)

    // One customer number a contact: the record of the shop cannot go along.
    const merged = await contacts.merge(odile!, other!, by)
    const { contactOf } = await observe(storage)
    expect(contactOf).toEqual(
      new Map([
        ['eshop/1', odile],
        ['eshop/2', merged],
        ['till/1', merged],
      ]),
    )
    expect(merged).toBe(atTheTill)

    await contacts.undo(['till/1', 'eshop/2'], by)
    expect(await seenOf(storage)).toEqual(before)
    expect((await observe(storage)).contactOf.get('till/1')).toBe(odile)
  })

  it('lead, also those that lost a merge, to where the record is that they were made for', async () => {
    const { clientele, storage } = await openBase()
    const { upsert, contacts } = clientele
    const at = (sourceKey: string): RecordInput => ({ source: 'eshop', sourceKey, observedAt: START })
    const ids: string[] = []
    for (const sourceKey of ['1', '2', '3']) ids.push((await upsert(at(sourceKey))).contactIds[0]!)
    const [one, two, three] = ids as [string, string, string]
    expect(await contacts.merge(two, three, by)).toBe(two)
    expect(await contacts.merge(one, two, by)).toBe(one)
    const standsFor = (): Promise<ReadonlyMap<string, string>> =>
      storage.transaction((tx) => tx.contacts.resolve(ids))
    expect([...(await standsFor()).values()]).toEqual([one, one, one])
    expect(await contacts.unmerge(one, ['eshop/2', 'eshop/3'], by)).toBe(two)
    expect([...(await standsFor()).values()]).toEqual([one, two, two])
    await contacts.undo(['eshop/1', 'eshop/2', 'eshop/3'], by)
    expect([...(await standsFor()).values()]).toEqual([one, two, three])
  })

  it('are as before, with the records and golden values, whatever merge or unmerge is undone', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(statement, { minLength: 3, maxLength: 14 }),
        fc.array(fc.record({ isMerge: fc.boolean(), places: fc.tuple(fc.nat(9), fc.nat(9)) }), {
          minLength: 1,
          maxLength: 4,
        }),
        async (statements, decisions) => {
          const { clientele, storage } = await openBase()
          for (const one of statements) await clientele.upsert(one)
          const before = await seenOf(storage)
          const ids = [...(await observe(storage)).contacts.keys()]
          for (const { isMerge, places } of decisions) {
            const [a, b] = places.map((place) => ids[place % ids.length]!) as [string, string]
            const records = await storage.transaction((tx) => tx.records.ofContacts([...new Set([a, b])]))
            const recordIds = records.map(({ recordId }) => recordId)
            if (isMerge) await clientele.contacts.merge(a, b, by)
            else {
              const own = records.filter(({ contactId }) => contactId === a).map(({ recordId }) => recordId)
              const out = own.slice(0, 1 + (places[1] % own.length))
              if (out.length === own.length) continue
              await clientele.contacts.unmerge(a, out, by)
            }
            await clientele.contacts.undo(recordIds, by)
            expect(await seenOf(storage)).toEqual(before)
          }
          const founders = (await storage.transaction((tx) => tx.records.scan({ limit: 100 }))).filter(
            ({ foundedId }) => foundedId !== undefined,
          )
          const live = await storage.transaction((tx) =>
            tx.contacts.resolve(founders.map(({ foundedId }) => foundedId!)),
          )
          for (const { foundedId, contactId } of founders) expect(live.get(foundedId!)).toBe(contactId)
        },
      ),
      { numRuns: 150 },
    )
  })
})
