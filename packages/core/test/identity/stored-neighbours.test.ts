import { memory } from '@clientele/storage-memory'
import { beforeAll, describe, expect, it } from 'vitest'
import { defaultIdentifierTypes, type IdentityModel } from '../../src/identity/index.ts'
import type { Clientele, Storage } from '../../src/index.ts'
import { makeBase } from '../support/make-base.ts'
import { historyModel, saveModel } from './histories/history-model.ts'
import { SEEN } from './sample-inputs.ts'

const by = { reason: 'they asked for it', by: 'marie' }

let model: IdentityModel
beforeAll(async () => {
  model = await historyModel()
})

/** A base whose model is in force, and where a number that is no trait of a person may be held once. */
async function openBase(): Promise<{ readonly clientele: Clientele; readonly storage: Storage }> {
  const storage = memory()
  const { clientele } = await makeBase({
    storage,
    sources: ['till'],
    fields: { crmId: { type: 'string' } },
    identifiers: [
      ...defaultIdentifierTypes,
      { type: 'crmId', weight: 40, limit: 1, strong: true, mergesStrong: true },
    ],
  })
  await saveModel(storage, model, 1)
  await clientele.identity.apply()
  return { clientele, storage }
}

type Fields = Readonly<Record<string, string | null>>

/** Takes in a record that says so; nothing of it identifies but the number, which `null` takes away. */
async function say(clientele: Clientele, sourceKey: string, fields: Fields, day = 0): Promise<string> {
  const { crmId } = fields
  const given = typeof crmId === 'string' ? [{ type: 'crmId', value: crmId }] : []
  const identifiers = crmId === null ? undefined : given
  const observedAt = SEEN + day * 86_400_000
  const { contactIds } = await clientele.upsert({
    source: 'till',
    sourceKey,
    observedAt,
    identifiers,
    fields,
  })
  return contactIds[0]!
}

const ODILE = { firstName: 'Odile', lastName: 'Branly' }
const HOME = { address: '12 rue des Lilas', postcode: '69003', city: 'Lyon' }
const MAIL = { email: 'odile.branly@example.org' }
const PHONE = { phone: '0612345698' }

describe('a limit on a number that is not compared', () => {
  const said: readonly (readonly [string, Fields])[] = [
    ['a', { ...ODILE, ...HOME, ...MAIL, ...PHONE, crmId: 'K1' }],
    ['b', { ...ODILE, ...HOME, ...MAIL, birthDate: '1971-03-14', gender: 'female', crmId: 'K2' }],
    ['c', { ...ODILE, ...PHONE, birthDate: '1983-11-02', gender: 'male' }],
  ]

  it('keeps a record from having a say about a person whose contact it could never be in', async () => {
    for (const order of [said, [...said].reverse()]) {
      const { clientele, storage } = await openBase()
      for (const [key, fields] of order) await say(clientele, key, fields)
      const weightOf = async (one: string, other: string): Promise<number> =>
        (await clientele.identity.explainMatch(`till/${one}`, `till/${other}`)).weight
      // Put together with b, which the number forbids, a would be nobody that c could be.
      expect(await weightOf('a', 'b')).toBeGreaterThan(await weightOf('a', 'c'))
      expect(await weightOf('a', 'c')).toBeGreaterThan(model.threshold)
      expect(await weightOf('b', 'c')).toBeLessThan(-5)
      const records = await storage.transaction((tx) => tx.records.scan({ limit: 10 }))
      const [a, b, c] = records.map(({ contactId }) => contactId)
      expect(c).toBe(a)
      expect(b).not.toBe(a)
    }
  })
})

describe('the neighbours of an erased record', () => {
  it('find each other where each was found by it alone', async () => {
    const { clientele } = await openBase()
    const person = { ...ODILE, ...HOME, birthDate: '1971-03-14' }
    const ids: string[] = []
    for (const key of ['1', '2', '3']) ids.push(await say(clientele, key, { ...person, crmId: `K${key}` }))
    expect(new Set(ids).size).toBe(3)
    await clientele.contacts.erase(ids[0]!, by)
    // The number was a mistake: nothing keeps the two apart any more.
    expect(await say(clientele, '3', { crmId: null }, 1)).toBe(ids[1])
  })

  it('are asked about where it was asked about for those who say the same', async () => {
    const { clientele } = await openBase()
    // Too little to be one person, enough to be asked about.
    const ids = [await say(clientele, '1', ODILE), await say(clientele, '2', ODILE)]
    await say(clientele, '3', { ...ODILE, gender: 'female' })
    const asked = async (): Promise<readonly string[]> =>
      (await clientele.identity.review.list()).items.map(({ a, b }) => `${a} ${b}`)
    expect(await asked()).toEqual(['till/1 till/3'])
    await clientele.contacts.erase(ids[0]!, by)
    expect(await asked()).toEqual(['till/2 till/3'])
  })
})
