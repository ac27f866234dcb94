import { describe, expect, it } from 'vitest'
import type { RecordInput } from '../../src/index.ts'
import { makeBase } from '../support/make-base.ts'
import { sampleInputs } from './sample-inputs.ts'

const sources = ['eshop', 'till']

describe('matching on a base of what nobody expects', () => {
  it('learns from nothing and from one record, and finds nobody', async () => {
    const { clientele } = await makeBase({ sources })
    expect(await clientele.identity.report()).toMatchObject({ records: 0, contacts: 0, expectedPrecision: 1 })
    await clientele.identity.train()
    expect(await clientele.identity.preview()).toMatchObject({
      records: 0,
      merges: 0,
      splits: 0,
      examples: [],
    })
    expect(await clientele.identity.apply()).toMatchObject({ records: 0, contacts: 0 })
    await clientele.upsert({ source: 'till', sourceKey: '1', fields: { firstName: 'Odile' } })
    const { version } = await clientele.identity.train()
    expect(await clientele.identity.apply()).toEqual({
      version,
      records: 1,
      merged: 0,
      split: 0,
      contacts: 1,
    })
    expect(await clientele.identity.households()).toEqual([])
    expect(await clientele.identity.review.list()).toEqual({ items: [], next: undefined })
  })

  it('takes names of every script, objects, numbers and very long texts as they come', async () => {
    const { clientele } = await makeBase({ sources })
    await clientele.upsert(sampleInputs(60, 8).map(({ person: _, ...input }) => input))
    await clientele.identity.train()
    await clientele.identity.apply()
    const before = await clientele.contacts.count()
    const odd: readonly NonNullable<RecordInput['fields']>[] = [
      { firstName: 'محمد', lastName: 'الأحمد' },
      { firstName: 'Γιώργος', lastName: 'Παπαδόπουλος' },
      { firstName: '小明', lastName: '王' },
      { firstName: { first: 'Odile' }, lastName: 7 },
      { firstName: 'x'.repeat(2_000_000), city: '\uD800' },
    ]
    const { accepted, rejected } = await clientele.upsert(
      odd.map((fields, place) => ({ source: 'till', sourceKey: `odd-${place}`, fields })),
    )
    expect(accepted + rejected.length).toBe(odd.length)
    expect(await clientele.contacts.count()).toBe(before + accepted)
    const { contactIds } = await clientele.upsert(
      [0, 1, 2].map((copy) => ({
        source: 'till',
        sourceKey: `ar-${copy}`,
        fields: { firstName: 'محمد', lastName: 'الأحمد', birthDate: '1980-04-05', postcode: '69003' },
      })),
    )
    expect(new Set(contactIds).size).toBe(1)
  })

  it('costs one link each where very many records say the same', async () => {
    const { clientele, storage } = await makeBase({ sources })
    await clientele.upsert(sampleInputs(60, 8).map(({ person: _, ...input }) => input))
    await clientele.identity.train()
    await clientele.identity.apply()
    const fields = {
      firstName: 'Odile',
      lastName: 'Branly',
      birthDate: '1971-03-14',
      postcode: '69003',
      city: 'Lyon',
    }
    const copies = Array.from({ length: 150 }, (_, copy) => `copy-${copy}`)
    const { contactIds } = await clientele.upsert(
      copies.map((sourceKey) => ({ source: 'till', sourceKey, fields })),
    )
    expect(new Set(contactIds).size).toBe(1)
    const links = await storage.transaction((tx) => tx.links.ofRecords(copies.map((key) => `till/${key}`)))
    expect(links.length).toBeLessThan(2 * copies.length)
  })

  it('says what is wrong with columns at composition, and with two scorers of one name', async () => {
    await expect(makeBase({ matching: { columns: { name: 'surname' as never } } })).rejects.toMatchObject({
      code: 'INVALID_OPTIONS',
    })
    await expect(makeBase({ matching: { columns: {} } })).rejects.toMatchObject({ code: 'INVALID_OPTIONS' })
  })
})
